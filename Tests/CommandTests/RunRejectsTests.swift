import Accounts
import Foundation
import Synchronization
import TestKit
import Testing

@testable import AccountFiles

/// A vendor that refuses one account at first, and creates all others.
private struct RefusingVendor {
    let server: RawServer
    let program: Program

    /// A workspace whose vendor refuses the account with an email once, in these words.
    init(refusing email: String, _ words: String) async throws {
        let refusals = Mutex<Set<String>>([])
        server = try RawServer { connection in
            let request = connection.readRequest()
            let isFirst = { request.contains(email) && refusals.withLock { $0.insert(email).inserted } }
            let id = request.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
            let answer =
                if request.hasPrefix("GET") {
                    Self.form
                } else if request.hasPrefix("POST /accounts/exists") {
                    #"{"Code":0}"#
                } else {
                    isFirst() ? #"{"Code":-5,"Message":"\#(words)"}"# : #"{"Code":0,"Result":"dbx-\#(id)"}"#
                }
            connection.send(HTTPText.answer(answer))
        }
        program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: server.url()).json, afresh: false)
    }

    var sends: Int { server.requests.count { $0.hasPrefix("POST /accounts/synchronize") } }

    private static let form =
        #"{"Fields":[{"ID":"email","Definition":{"Name":"Email"}},{"ID":"role","Definition":{"Name":"Role"}},"#
        + #"{"ID":"f7","Definition":{"Name":"Reseller ID"}}]}"#
}

/// What a bulk run did not synchronize, in a file that can be corrected and planned again.
@Suite(.timeLimit(.minutes(20))) struct RunRejectsTests {
    /// A plan of the reseller, its two customers and one that cannot be sent, in a file.
    private func plan(_ program: Program) async throws {
        let plan = try await program(
            "plan",
            "R-1",
            "C-1",
            "C-2",
            "X-1",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--json"
        )
        #expect(plan.code == 0)
        try program.directory.write("plan.json", plan.out)
    }

    private func synchronize(_ program: Program, _ options: String...) async throws -> Run {
        try await program.run(["synchronize", "--plan", "plan.json", "--rate", "0", "--json"] + options)
    }

    /// The cells of a file without quotes, line by line.
    private func cells(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func `what did not succeed is in the rejects with the reason, the others are in the successes`() async throws
    {
        let vendor = try await RefusingVendor(refusing: "info@sonne.example", "no, because of \\\"this\\\", =1+1")
        try await plan(vendor.program)
        let run = try await synchronize(vendor.program, "--rejects", "rejects.csv", "--successes", "done.csv")
        #expect(run.code == 77)
        let done = cells(try vendor.program.directory.text("done.csv"))
        #expect(done.map { $0[0] } == ["code", "R-1", "C-2"])
        #expect(done[0] == ["code", "name", "external_id"])
        #expect(done[1][2] == run.text("accounts.0.externalId"))
        let rejects = try vendor.program.directory.text("rejects.csv")
        #expect(rejects.hasPrefix("code,parent,Email,Role,Reseller ID,state,message,cure\n"))
        #expect(rejects.contains("\nC-1,,,,,refused,") && rejects.contains("no, because of \"\"this\"\", =1+1"))
        #expect(
            rejects.contains(
                "\nX-1,,,,RS-77,blocked,Country is missing,\"correct it in the BSS, and read it again\"\n"
            )
        )
        #expect(rejects.split(separator: "\n").count == 3)
    }

    @Test func `the rejects are given to a plan again as they are, and only they are sent`() async throws {
        let vendor = try await RefusingVendor(refusing: "ops@northwind.example", "no")
        let program = vendor.program
        try await plan(program)
        #expect(try await synchronize(program, "--rejects", "rejects.csv").code == 77)
        // The value that was given is there; what the form fills in is not, so that a corrected account counts.
        let rejects = try program.directory.text("rejects.csv")
        #expect(rejects.contains("\nR-1,,,,RS-77,refused,") && rejects.contains("\nC-2,,,,,skipped,"))
        let again = try await program("plan", "--from", "rejects.csv", "--system", "Dropbox", "--json")
        #expect(again.code == 0 && again.err.isEmpty)
        #expect(again.count("accounts") == 4)
        #expect(again.text("accounts.1.waitsFor") == "R-1")
        try program.directory.write("plan.json", again.out)
        #expect(try await synchronize(program, "--rejects", "rejects.csv").code == 65)
        #expect(vendor.sends == 4)
        #expect(cells(try program.directory.text("rejects.csv")).map { $0[0] } == ["code", "X-1"])
    }

    @Test func `a form with fields of the same names as what came of an account keeps them apart`() throws {
        let fields = ["state", "message", "cure"].map { FieldDefinition(id: FieldID("f-\($0)"), name: $0) }
        let text = SettingsCSV.rejects(
            [
                .init(code: "A", parent: "R", values: ["f-state": "Bavaria"], state: "refused", message: "no", cure: "")
            ],
            fields: SyncOptionDefinitions(fields: fields)
        )
        let read = try SettingsCSV(Array(text.utf8)) { name in
            Setting(name, "").isParent || fields.map(\.name).contains(name)
        }
        #expect(read.problems.isEmpty && read.leftOut.isEmpty)
        #expect(read.rows.map(\.values) == [["parent": "R", "state": "Bavaria"]])
    }

    @Test func `a run that was stopped leaves what it had not begun in the rejects`() async throws {
        let vendor = try HeldVendor()
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        let plan = try await program("plan", "R-1", "C-1", "C-2", "--system", "Dropbox", "--json")
        try program.directory.write("plan.json", plan.out)
        let running = try program.follow(
            "synchronize",
            "--plan",
            "plan.json",
            "--rejects",
            "rejects.csv",
            "--successes",
            "done.csv"
        )
        vendor.waitForArrival()
        running.signal(SIGINT)
        var line = running.line()
        // What is worth a look was said before.
        while line.hasPrefix("Worth a look") || line.hasPrefix("  ") { line = running.line() }
        #expect(line.hasPrefix("Stopping after the sends under way."))
        vendor.release()
        #expect(await running.end() == 75)
        let rejects = cells(try program.directory.text("rejects.csv"))
        #expect(rejects.dropFirst().map { [$0[0], $0[4]] } == [["C-1", "waiting"], ["C-2", "waiting"]])
        #expect(cells(try program.directory.text("done.csv")).map { $0[0] } == ["code", "R-1"])
        #expect(try await program("plan", "--from", "rejects.csv", "--system", "Dropbox").code == 0)
    }

    @Test func `a file that cannot be written is refused before anything is sent`() async throws {
        let stage = try await Stage()
        try await plan(stage.program)
        try FileManager.default.createDirectory(
            atPath: stage.program.directory.file("folder"),
            withIntermediateDirectories: false
        )
        for (path, code) in [("folder", 65), ("missing/rejects.csv", 74), ("/dev/null", 74), ("plan.json", 64)] {
            let run = try await synchronize(stage.program, "--rejects", path)
            #expect(run.code == code, "\(path): \(run.err)")
            #expect(run.out.isEmpty)
        }
        #expect(try await synchronize(stage.program, "--rejects", "a", "--successes", "./a").code == 64)
        #expect(try await synchronize(stage.program, "--rejects", "-").code == 64)
        #expect(try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--rejects", "a").code == 64)
        #expect(try stage.executed == 0 && stage.calls("exists") == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: stage.program.directory.path)
        #expect(!left.contains { $0.hasPrefix(".rejects") || $0.hasPrefix(".folder") || $0 == "a" })
    }

    @Test func `an old file is replaced as a whole, through a link too, and stays as open as it was`() async throws {
        let stage = try await Stage()
        try await plan(stage.program)
        let directory = stage.program.directory
        try directory.write("old.csv", "old\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: directory.file("old.csv"))
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("link.csv"),
            withDestinationPath: directory.file("old.csv")
        )
        #expect(try await synchronize(stage.program, "--rejects", "link.csv", "--successes", "new.csv").code == 65)
        #expect(try directory.text("old.csv").hasPrefix("code,"))
        let mode = { (name: String) in
            try FileManager.default.attributesOfItem(atPath: directory.file(name))[.posixPermissions] as? Int
        }
        #expect(try mode("old.csv") == 0o640 && mode("new.csv") == 0o600)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: directory.file("link.csv")).hasSuffix("old.csv")
        )
    }
}
