import Foundation
import Sandbox
import TestKit
import Testing

/// Service managers that are down or answer what nobody understands: nothing is created twice, and the exit code says what it was.
@Suite(.timeLimit(.minutes(20))) struct ServiceManagerFaultTests {
    private static let form =
        #"{"Fields":[{"ID":"email","Definition":{"Name":"Email"}},{"ID":"role","Definition":{"Name":"Role"}}]}"#

    /// A server that answers the form rightly, that nobody is there, and to synchronize what is given.
    private func vendor(_ answer: String) throws -> RawServer {
        try RawServer { connection in
            let request = connection.readRequest()
            if request.hasPrefix("GET") {
                connection.send(HTTPText.answer(Self.form))
            } else if request.hasPrefix("POST /accounts/exists") {
                connection.send(HTTPText.answer(#"{"Code":0}"#))
            } else {
                connection.send(answer)
            }
        }
    }

    private func synchronize(_ server: RawServer) async throws -> (Run, Program) {
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: server.url()).json, afresh: false)
        return (try await program("synchronize", "R-1", "--system", "Dropbox", "--json"), program)
    }

    private static func sends(_ server: RawServer) -> Int {
        server.requests.count { $0.hasPrefix("POST /accounts/synchronize") }
    }

    @Test(arguments: [
        (HTTPText.answer("<html>Sign in</html>"), 75, "in doubt"), (HTTPText.answer("{}"), 75, "in doubt"),
        (HTTPText.answer("null"), 75, "in doubt"),
        (HTTPText.answer(#"{"Code":0,"Code":0,"Result":"a"}"#), 75, "in doubt"),
        (HTTPText.answer(#"{"Code":0,"Result":""#, length: 900), 75, "in doubt"),
        (
            HTTPText.answer(#"{"Code":0,"Result":""#.padding(toLength: 2 << 20, withPad: "x", startingAt: 0) + #""}"#),
            75, "in doubt"
        ),
        (HTTPText.answer("{}", status: 307, headers: ["Location: http://127.0.0.1:9/"]), 75, "in doubt"),
        (HTTPText.answer(#"{"Message":"boom"}"#, status: 500), 75, "in doubt"), ("", 75, "in doubt"),
        (HTTPText.answer("{}", status: 401), 77, "refused"), (HTTPText.answer("<html>", status: 404), 77, "refused"),
        (HTTPText.answer(#"{"Code":-5,"Message":"no\u001b[2J"}"#), 77, "refused"),
        (HTTPText.answer(#"{"Message":"bad"}"#, status: 400), 77, "refused"),
        (HTTPText.answer("<html>", status: 400), 75, "in doubt"),
        (HTTPText.answer(#"{"Code":0,"Result":"id-1","Message":"well"}"#), 0, "synchronized"),
        (HTTPText.answer(#"{"ErrorCode":0,"ErrorMessage":"","Result":17}"#), 0, "synchronized"),
    ])
    func `each answer to synchronize has its state and its exit code, and is asked for once`(
        answer: String,
        code: Int32,
        state: String
    ) async throws {
        let server = try vendor(answer)
        let (run, program) = try await synchronize(server)
        #expect(run.code == code)
        #expect(run.text("state") == state)
        #expect(!run.out.contains("\u{1B}"))
        #expect(Self.sends(server) == 1)
        let status = try await program("status", "R-1", "--json")
        #expect(status.text("Dropbox.state") == state)
        let attempts = try await program("attempts", "--json")
        let first = ((attempts.json as? NSArray)?.count ?? 0) - 1
        #expect(attempts.text("\(first).event") == "intent")
    }

    @Test(arguments: [
        ("<html>Sign in</html>", 200, 69), ("{}", 200, 69), ("null", 200, 69), (#"{"Fields":[],"Fields":[]}"#, 200, 69),
        (#"{"Code":-1,"Message":"not configured"}"#, 200, 69), ("{}", 401, 77), ("{}", 302, 69),
    ])
    func `a form that cannot be had is told, and nothing is sent`(body: String, status: Int, code: Int32) async throws {
        let server = try RawServer(answering: HTTPText.answer(body, status: status))
        let (run, program) = try await synchronize(server)
        #expect(run.code == code)
        #expect(run.out.isEmpty)
        #expect(run.err.hasPrefix("Dropbox did not say which fields its form has"))
        #expect(Self.sends(server) == 0)
        #expect(try await program("status", "R-1", "--json").text("Dropbox.state") == "not synchronized")
    }

    @Test(arguments: [
        ("{}", 200, 69), ("<html>", 200, 69), (#"{"Code":1}"#, 200, 69), (#"{"Code":"0"}"#, 200, 69), ("{}", 500, 69),
        ("{}", 307, 69), ("{}", 403, 77), (#"{"Code":-1,"Message":"no"}"#, 200, 77),
    ])
    func `an exists that does not say absent stops everything before a byte of synchronize`(
        body: String,
        status: Int,
        code: Int32
    ) async throws {
        let server = try RawServer { connection in
            let isForm = connection.readRequest().hasPrefix("GET")
            connection.send(isForm ? HTTPText.answer(Self.form) : HTTPText.answer(body, status: status))
        }
        let (run, _) = try await synchronize(server)
        #expect(run.code == code)
        #expect(Self.sends(server) == 0)
    }

    @Test func `a service manager that is down is 69`() async throws {
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: "http://127.0.0.1:1").json)
        let run = try await program("synchronize", "R-1", "--system", "Dropbox", "--json")
        #expect(run.code == 69)
        #expect(run.err.contains("Check that the service manager is up, then try again."))
        #expect(try await program("systems", "check", "Dropbox").code == 69)
    }

    @Test func `a generated password goes into a new file of its own, is shown nowhere, and else is not kept`()
        async throws
    {
        let answer = HTTPText.answer(#"{"Code":0,"Result":"id-1","GeneratedPassword":"s3cret!"}"#)
        let program = try Program()
        let server = try vendor(answer)
        try await program.prepare(Stage.accounts, Registration(base: server.url()).json, afresh: false)
        let kept = try await program("synchronize", "R-1", "--system", "Dropbox", "--password-file", "password")
        #expect(kept.code == 0)
        #expect(try program.directory.text("password") == "s3cret!\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: program.directory.file("password"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!(kept.out + kept.err).contains("s3cret!"))
        let store = try Data(contentsOf: URL(filePath: program.directory.file("ws/account-sync.sqlite")))
        #expect(store.range(of: Data("s3cret!".utf8)) == nil)
        let dropped = try await synchronize(try vendor(answer)).0
        #expect(dropped.code == 0)
        #expect(dropped.err.contains("A password was generated and not kept"))
        #expect(!(dropped.out + dropped.err).contains("s3cret!"))
    }

    @Test func `a password file that is there already is never written over`() async throws {
        let server = try vendor(HTTPText.answer(#"{"Code":0,"Result":"id-1","GeneratedPassword":"s3cret!"}"#))
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: server.url()).json, afresh: false)
        try program.directory.write("password", "precious")
        let run = try await program("synchronize", "R-1", "--system", "Dropbox", "--password-file", "password")
        #expect(try program.directory.text("password") == "precious")
        #expect(run.err.contains("could not be kept"))
        #expect(!(run.out + run.err).contains("s3cret!"))
    }
}
