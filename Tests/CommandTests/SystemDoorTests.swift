import Foundation
import Sandbox
import TestKit
import Testing

/// The doors of a system, on the program itself: its URLs, its name, its secret, and what its vendor answers.
@Suite(.timeLimit(.minutes(20))) struct SystemDoorTests {
    @Test func `a port that is none is refused, and one that an older version let in is bad configuration`()
        async throws
    {
        let program = try Program()
        try await program("init")
        let broken = Registration(base: "http://127.0.0.1:181320").json
        let refused = try await program("systems", "add", "-", input: broken)
        #expect(refused.code == 78)
        #expect(refused.err.contains("endpoints.syncOptions has the port 181320: a port is a number from 1 to 65535"))
        let other = try Program()
        try await other.prepare("code,name\nA,1\n", Registration(base: "http://127.0.0.1:18132").json)
        try await other.change("UPDATE systems SET registration = replace(registration, ':18132', ':181320')")
        for arguments in [["systems", "check", "Dropbox"], ["options", "A", "--system", "Dropbox"]] {
            let run = try await other.run(arguments)
            #expect(run.code == 78)
            #expect(run.err.contains("the registered URL has the port 181320"))
        }
        #expect(try await other("synchronize", "A", "--system", "Dropbox", "--set", "reseller-id=R").code == 78)
        #expect(try await other("systems", "list", "--json").code == 0)
    }

    @Test func `spellings of one URL are one vendor`() async throws {
        let program = try Program()
        try await program.prepare("code,name\nA,1\n", Registration(base: "https://sm.example.com").json)
        for base in [
            "https://sm.example.com:443", "HTTPS://sm.example.com", "https://SM.example.com",
            "https://sm.example.com/x/..",
            "https://sm.example.com.",
        ] {
            let twin = Registration(base: base, name: "Twin", applicationID: "{\(Sandbox.applicationID.uppercased())}")
                .json
            let run = try await program("systems", "add", "-", input: twin)
            #expect(run.code == 65)
            #expect(run.err.contains("as Dropbox"))
        }
        let spelled = Registration(base: "https://SM.example.com:443", name: "Twin").json
        #expect(try await program("systems", "add", "-", "--same-vendor", input: spelled).code == 0)
        let shown = try await program("systems", "show", "Twin")
        #expect(shown.text("endpoints.exists") == "https://SM.example.com:443/accounts/exists")
    }

    @Test func `a name that cannot be told from another is refused; one that means several is ambiguous`() async throws
    {
        let program = try Program()
        try await program.prepare("code,name\nA,1\n", Registration(base: "https://a.example", name: "Drop-Box").json)
        for name in ["Dropbox", "drop box", "DROP_BOX"] {
            let run = try await program(
                "systems",
                "add",
                "-",
                input: Registration(base: "https://b.example", name: name).json
            )
            #expect(run.code == 65)
            #expect(run.err.contains("The name \(name) cannot be told from Drop-Box"))
        }
        #expect(try await program("systems", "show", "dropbox").code == 0)
        let other = Registration(base: "https://b.example", name: "Other").json
        #expect(try await program("systems", "add", "-", input: other).code == 0)
        // As an older version let them in.
        try await program.change("UPDATE systems SET name = 'Dropbox' WHERE name = 'Other'")
        for arguments in [
            ["systems", "show", "dropbox"], ["options", "A", "--system", "DROPBOX"],
            ["accounts", "list", "--system", "drop box"],
        ] {
            let run = try await program.run(arguments)
            #expect(run.code == 64)
            #expect(run.err.contains("is ambiguous: it may mean Drop-Box or Dropbox."))
        }
        #expect(try await program("systems", "show", "Dropbox").text("name") == "Dropbox")
        let unknown = try await program("systems", "show", "Panda")
        #expect(unknown.code == 65)
        #expect(unknown.err.contains("Name one of: Drop-Box, Dropbox."))
    }

    @Test func `a secret as an editor leaves it is the secret; one with a blank at its end is told, not sent`()
        async throws
    {
        let stage = try await Stage()
        let program = stage.program
        let registration = Registration(base: stage.sandbox.url("")).json.replacing("env:KEY", with: "file:key")
        try program.directory.write("file.json", registration)
        #expect(try await program("systems", "update", "Dropbox", "file.json").code == 0)
        for text in ["\(Sandbox.apiKey)\r\n", "\u{FEFF}\(Sandbox.apiKey)\n"] {
            try program.directory.write("ws/key", text)
            #expect(try await program("systems", "check", "Dropbox").code == 0)
        }
        let calls = try stage.calls("definitions") + stage.calls("syncoptions")
        try program.directory.write("ws/key", "\(Sandbox.apiKey) \n")
        let told = try await program("systems", "check", "Dropbox")
        #expect(told.code == 78)
        #expect(told.err.contains("the secret file:key begins or ends with white space"))
        #expect(!told.err.contains(Sandbox.apiKey))
        #expect(try stage.calls("definitions") + stage.calls("syncoptions") == calls)
        #expect(try await program("systems", "list", "--json").text("0.state") == "ready")
    }

    @Test func `a numeric id of a vendor keeps every digit, and customers are sent under it`() async throws {
        let server = try RawServer { connection in
            let request = connection.readRequest()
            let answer =
                request.contains("syncoptions")
                ? #"{"Fields":[]}"#
                : request.contains("exists") ? #"{"Code":0}"# : #"{"Code":0,"Result":12345678901234567891}"#
            connection.send(HTTPText.answer(answer))
        }
        let program = try Program()
        let generic = Registration(base: server.url()).json.replacing("\"dropbox\"", with: "\"generic\"")
        try await program.prepare(
            "code,name,type,parent_code,email,country\nR,One,reseller,,a@b.example,DE\nC,Two,customer,R,c@d.example,DE\n",
            generic
        )
        let run = try await program("synchronize", "R", "--system", "Dropbox", "--json")
        #expect(run.code == 0)
        #expect(run.text("externalId") == "12345678901234567891")
        _ = try await program("synchronize", "C", "--system", "Dropbox", "--json")
        #expect(server.requests.last?.contains(#""ResellerExternalID":"12345678901234567891""#) == true)
    }

    @Test func `a caFile that is not there is said at once, and a file that is no registration is said with its line`()
        async throws
    {
        let program = try Program()
        try await program("init")
        let noted = try await program(
            "systems",
            "add",
            "-",
            input: Registration(base: "https://a.example", more: #""caFile": "ca.pem","#).json
        )
        #expect(noted.code == 0)
        #expect(noted.err.contains("ca.pem, the caFile, is not there yet"))
        let used = try await program("systems", "check", "Dropbox")
        #expect(used.code == 78)
        #expect(used.err.contains("ca.pem, the caFile, is not there: put it into the workspace, or correct its name"))
        let twice = Registration(base: "https://b.example", more: "\n\"name\": \"X\",").json
        let refused = try await program("systems", "add", "-", input: twice)
        #expect(refused.code == 78)
        #expect(refused.err.contains("name is there twice: keep one (line 3)"))
    }
}
