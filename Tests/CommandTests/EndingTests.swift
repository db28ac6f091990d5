import Foundation
import TestKit
import Testing

/// Asked to end, by Ctrl-C, TERM or HUP: first nothing new is begun and what is under way is finished; the second time it ends at
/// once; either way it is said where each account stands.
@Suite(.timeLimit(.minutes(20))) struct EndingTests {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// TERM does what HUP does, which the tests with all three show.
    private static let two = [SIGINT, SIGHUP]

    /// A workspace whose vendor holds its answers.
    private func stage(holding endpoint: String = "synchronize") async throws -> (Program, HeldVendor) {
        let vendor = try HeldVendor(holding: endpoint)
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        return (program, vendor)
    }

    private func again(_ signal: Int32) -> String { signal == SIGINT ? "Ctrl-C again" : "A second signal" }

    // MARK: One account

    @Test(arguments: signals)
    func `one synchronize finishes its send, says so, and exits as it ended`(signal: Int32) async throws {
        let (program, vendor) = try await stage()
        let running = try program.follow("synchronize", "R-1", "--system", "Dropbox", "--json")
        vendor.waitForArrival()
        running.signal(signal)
        #expect(
            running.line()
                == "Finishing the send of R-1 to Dropbox. \(again(signal)) quits at once and leaves it in doubt."
        )
        vendor.release()
        #expect(await running.end() == 0)
        #expect(try program.directory.text("printed").contains(#""state" : "synchronized""#))
        #expect(try await program("status", "R-1", "--json").text("Dropbox.state") == "synchronized")
    }

    @Test(arguments: two)
    func `asked twice it ends at once, and names what is left in doubt and how to go on`(signal: Int32) async throws {
        let (program, vendor) = try await stage()
        let running = try program.follow("synchronize", "R-1", "--system", "Dropbox")
        vendor.waitForArrival()
        running.signal(signal)
        #expect(running.line().hasPrefix("Finishing the send"))
        running.signal(SIGTERM)
        #expect(running.line() == "Left in doubt at Dropbox: R-1.")
        #expect(running.line() == "  Ask whether it exists: account-sync resolve R-1 --system Dropbox")
        #expect(await running.end() == -SIGTERM)
        let status = try await program("status", "R-1", "--json")
        #expect(status.text("Dropbox.state") == "in doubt")
        #expect(vendor.sends == 1)
    }

    @Test(arguments: signals)
    func `before anything is sent it ends at once, and says that nothing was`(signal: Int32) async throws {
        let (program, vendor) = try await stage(holding: "exists")
        let running = try program.follow(
            "synchronize",
            "R-1",
            "--system",
            "Dropbox",
            "--password-file",
            "password.txt"
        )
        vendor.waitForArrival()
        running.signal(signal)
        #expect(running.line() == "Nothing was sent.")
        #expect(await running.end() == -signal)
        #expect(try await program("status", "R-1", "--json").text("Dropbox.state") == "not synchronized")
        #expect(!FileManager.default.fileExists(atPath: program.directory.file("password.txt")))
        #expect(vendor.sends == 0)
    }

    @Test func `a hang-up that nohup ignores stays ignored`() async throws {
        let (program, vendor) = try await stage()
        var sheltered = program
        sheltered.wrapper = ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh"]
        let running = try sheltered.follow("synchronize", "R-1", "--system", "Dropbox")
        vendor.waitForArrival()
        running.signal(SIGHUP)
        running.signal(SIGTERM)
        #expect(running.line().contains("A second signal"), "the first that counts is TERM")
        vendor.release()
        #expect(await running.end() == 0)
    }

    // MARK: Many accounts

    /// A plan of the customers without a parent, in a file.
    private func planned(_ program: Program) async throws {
        try program.directory.write(
            "more.csv",
            "code,name,type,email,country\n"
                + (1...6).map { "D-\($0),Direct \($0),customer,d\($0)@direct.example,DE\n" }.joined()
        )
        try await program("accounts", "import", "more.csv")
        let plan = try await program("plan", "--filter", "D-", "--system", "Dropbox", "--json")
        #expect(plan.code == 0)
        try program.directory.write("plan.json", plan.out)
    }

    private func states(_ program: Program) async throws -> [String: Int] {
        let listed = try await program("accounts", "list", "--filter", "D-", "--json")
        let states = (0..<6).map { (listed.text("\($0).status.Dropbox.state") ?? "", 1) }
        return Dictionary(states, uniquingKeysWith: +)
    }

    private func started(_ program: Program, _ vendor: HeldVendor) throws -> ChildProcess {
        let running = try program.follow(
            "synchronize",
            "--plan",
            "plan.json",
            "--rate",
            "0",
            "--in-flight",
            "2",
            "--json"
        )
        vendor.waitForArrival()
        vendor.waitForArrival()
        return running
    }

    @Test(arguments: signals)
    func `a run begins nothing more, finishes what is under way, and says so`(signal: Int32) async throws {
        let (program, vendor) = try await stage()
        try await planned(program)
        let running = try started(program, vendor)
        running.signal(signal)
        #expect(
            running.line()
                == "Stopping after the sends under way. \(again(signal)) quits at once and leaves them in doubt."
        )
        vendor.release(2)
        #expect(await running.end() == 75)
        let printed = try program.directory.text("printed")
        #expect(printed.contains(#""ending" : "stopped""#))
        #expect(try await states(program) == ["synchronized": 2, "not synchronized": 4])
        #expect(vendor.sends == 2)
    }

    @Test(arguments: two)
    func `asked twice, a run names every account that it leaves in doubt`(signal: Int32) async throws {
        let (program, vendor) = try await stage()
        try await planned(program)
        let running = try started(program, vendor)
        running.signal(SIGTERM)
        #expect(running.line().hasPrefix("Stopping after"))
        running.signal(signal)
        #expect(running.line() == "The run was ended at once: 4 not begun.")
        #expect(running.line() == "  Left in doubt at Dropbox: D-1, D-2.")
        #expect(running.line() == "  Ask whether they exist: account-sync resolve --all --system Dropbox")
        #expect(await running.end() == -signal)
        #expect(try await states(program) == ["in doubt": 2, "not synchronized": 4])
    }

    // MARK: Everything else

    @Test(arguments: two)
    func `a command that only asks ends at once and says so`(signal: Int32) async throws {
        let (program, vendor) = try await stage(holding: "exists")
        let running = try program.follow("synchronize", "R-1", "--system", "Dropbox", "--dry-run")
        vendor.waitForArrival()
        running.signal(signal)
        #expect(running.line() == "Nothing was sent.")
        #expect(await running.end() == -signal)
    }

    @Test(arguments: two)
    func `resolve ends at once, and what it asked until then is written down`(signal: Int32) async throws {
        let stage = try await Stage(faults: ["synchronize:500@1", "exists:stall@2"])
        #expect(try await stage.synchronizeReseller().code == 75)
        let running = try stage.program.follow("resolve", "R-1", "--system", "Dropbox")
        try await stage.arrival(of: "exists", calls: 2)
        running.signal(signal)
        #expect(running.line() == "Ended; what was asked and decided until now is written down.")
        #expect(await running.end() == -signal)
        #expect(try await stage.program("status", "R-1", "--json").text("Dropbox.state") == "in doubt")
    }

    @Test(arguments: two)
    func `an import ends at once and imports nothing`(signal: Int32) async throws {
        let program = try Program()
        try await program("init")
        let file = program.directory.file("accounts.fifo")
        try #require(mkfifo(file, 0o600) == 0)
        let running = try program.follow("accounts", "import", file)
        // Opened once the program has opened it, too.
        let writer = try #require(fopen(file, "w"))
        defer { fclose(writer) }
        running.signal(signal)
        #expect(running.line() == "Ended while reading: nothing was imported.")
        #expect(await running.end() == -signal)
        #expect(try await program("accounts", "list", "--json").out == "[\n\n]\n")
    }

    @Test(arguments: signals)
    func `the sandbox ends cleanly`(signal: Int32) async throws {
        let program = try Program()
        let sandbox = try ChildProcess(
            [Program.executable.path, "sandbox", "--port", "0", "--state", "state.jsonl", "--fault", "exists:stall"],
            environment: program.environment,
            directory: program.directory.path,
            output: .pipe
        )
        while !sandbox.line().hasPrefix("Ctrl-C") {}
        sandbox.signal(signal)
        #expect(await sandbox.end() == 0)
    }
}
