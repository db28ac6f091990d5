import TestKit
import Testing

/// ACCOUNT_SYNC_READ_ONLY: nothing is sent or written, whatever the command.
@Suite(.timeLimit(.minutes(20))) struct ReadOnlyTests {
    @Test func `commands that send or write are refused, and those that read work`() async throws {
        let stage = try await Stage()
        var program = stage.program
        program.environment["ACCOUNT_SYNC_READ_ONLY"] = "1"
        let refused: [[String]] = [
            ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"],
            ["resolve", "R-1", "--system", "Dropbox"], ["unlink", "R-1", "--system", "Dropbox", "--yes"],
            ["accounts", "import", "-"], ["systems", "disable", "Dropbox"], ["systems", "check", "Dropbox"],
            ["init", "--workspace", "elsewhere"], ["synchronize", "--plan", "plan.json"],
        ]
        for arguments in refused {
            let run = try await program.run(arguments, input: Stage.accounts)
            #expect(run.code == 77, "\(arguments): \(run)")
            #expect(run.err.contains("only reading is allowed here"), "\(arguments): \(run)")
            #expect(run.err.contains("Unset ACCOUNT_SYNC_READ_ONLY.") && !run.err.contains("--read-only"))
        }
        #expect(try stage.calls("synchronize") == 0 && stage.calls("exists") == 0)
        for arguments in [
            ["accounts", "list"], ["status", "R-1"], ["systems", "list"], ["why", "R-1"], ["attempts"],
        ] {
            #expect(try await program.run(arguments).code == 0, "\(arguments)")
        }
        program.environment["ACCOUNT_SYNC_READ_ONLY"] = "0"
        #expect(try await program("systems", "check", "Dropbox").code == 0)
    }
}
