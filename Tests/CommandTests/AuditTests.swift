import Foundation
import TestKit
import Testing

/// The log as somebody finds it who looks at it later.
@Suite(.timeLimit(.minutes(20))) struct AuditTests {
    private func stage() async throws -> Program {
        var program = try Program()
        program.environment["XDG_STATE_HOME"] = program.directory.path + "/state"
        let sandbox = try await RunningSandbox()
        try program.directory.write("system.json", Registration(base: sandbox.url("")).json)
        try program.directory.write(
            "accounts.csv",
            "code,name,type,email,country\nR-1,Northwind,reseller,ops@northwind.example,DE\n"
        )
        for arguments in [
            ["init"], ["systems", "add", "system.json"], ["accounts", "import", "accounts.csv"],
            ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"],
        ] {
            let run = try await program.run(arguments)
            try #require(run.code == 0, "\(arguments): \(run.out)\(run.err)")
        }
        return program
    }

    private func change(_ program: Program, _ sql: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3, sys; book = sqlite3.connect(sys.argv[1]); book.executescript(sys.argv[2]); book.commit()",
            program.directory.file("ws/account-sync.sqlite"), sql,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test func `a log that was cut behind our back is noticed, until somebody takes it as it is`() async throws {
        let program = try await stage()
        let head = try await program("audit", "head").out.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(head.hasPrefix("2:") && head.count == 66, "\(head)")
        var verified = try await program("audit", "verify", "--json")
        #expect(verified.code == 0 && verified["ok"] as? Bool == true && verified["lines"] as? Int == 2)
        try change(program, "DROP TRIGGER log_lasts; DELETE FROM log WHERE number = 2;")
        verified = try await program("audit", "verify", "--json")
        #expect(verified.code == 65 && verified["ok"] as? Bool == false)
        #expect(verified.err.contains("The log ends before line 2"))
        // Whoever has seen nothing finds nothing wrong, but for the head that was noted elsewhere.
        var stranger = program
        stranger.environment["XDG_STATE_HOME"] = program.directory.path + "/other"
        #expect(try await stranger("audit", "verify").code == 0)
        #expect(try await stranger("audit", "verify", "--head", head).code == 65)
        let next = try await program("unlink", "R-1", "--system", "Dropbox", "--yes")
        #expect(next.err.contains("The log ends before line 2"))
        let accepted = try await program("audit", "accept", "--json")
        #expect(accepted.code == 0 && accepted["accepted"] as? Bool == true, "\(accepted)")
        let number = try await program("audit", "head", "--json")["number"]
        #expect(number != nil && accepted["head.number"] == number, "\(accepted)")
        #expect(try await program("audit", "verify").code == 0)
    }

    @Test func `a line that was changed is named`() async throws {
        let program = try await stage()
        try change(program, "DROP TRIGGER log_stays; UPDATE log SET by = 'nobody' WHERE number = 1;")
        let verified = try await program("audit", "verify")
        #expect(verified.code == 65 && verified.err.contains("Line 1 of the log does not follow"))
    }

    @Test func `a head that is none is refused`() async throws {
        let program = try await stage()
        for head in ["2", "2:abc", ":" + String(repeating: "a", count: 64), "0:" + String(repeating: "a", count: 64)] {
            #expect(try await program("audit", "verify", "--head", head).code == 64)
        }
    }
}
