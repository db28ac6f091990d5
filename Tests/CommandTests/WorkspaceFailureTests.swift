import Foundation
import TestKit
import Testing

/// Workspaces that cannot be read or written are 74, and what is on the disk stays as it is.
@Suite(.timeLimit(.minutes(20))) struct WorkspaceFailureTests {
    private let program: Program
    private var database: String { program.directory.file("ws/account-sync.sqlite") }

    init() throws { program = try Program() }

    private func sqlite(_ statements: String) async throws { try await program.change(statements) }

    private func expectFailure(_ message: String, _ commands: [[String]] = Self.commands) async throws {
        for command in commands {
            let run = try await program.run(command)
            #expect(run.code == 74, "\(command)")
            #expect(run.out.isEmpty, "\(command)")
            #expect(run.err.hasPrefix(message), "\(command): \(run.err)")
        }
    }

    private static let commands = [
        ["accounts", "list", "--json"], ["systems", "list"], ["status", "A", "--json"], ["attempts"],
        ["synchronize", "A", "--system", "Dropbox", "--json"], ["resolve", "--all", "--system", "Dropbox"],
        ["options", "A", "--system", "Dropbox"], ["console"],
    ]

    @Test func `a demo takes and forgets nothing that no demo made`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let workspace = stage.program.directory.file("ws")
        for more in [["--fresh"], []] {
            let run = try await stage.program.run(["demo", "--accessible", "--workspace", workspace] + more)
            #expect(run.code == 74 && run.err.contains("is a workspace that no demo made"), "\(run)")
        }
        let status = try await stage.program("status", "R-1", "--json")
        #expect(status.text("Dropbox.state") == "synchronized", "\(status)")
        // Without a terminal nothing is made or forgotten for a console.
        let demo = stage.program.directory.file("demo")
        #expect(try await stage.program("demo", "--workspace", demo).code == 69)
        #expect(!FileManager.default.fileExists(atPath: demo))
        let first = try await stage.program.run(["demo", "--accessible", "--workspace", demo], input: "q\n")
        #expect(first.code == 0, "\(first)")
        let again = try await stage.program.run(["demo", "--accessible", "--fresh", "--workspace", demo], input: "q\n")
        #expect(again.code == 0, "\(again)")
    }

    @Test func `where there is none, the cure is init or demo`() async throws {
        try await expectFailure("There is no workspace at \(database).\n  Make one with `account-sync init`")
    }

    @Test(arguments: [nil, "", "here"])
    func `without a home of its own the user's is taken, and never the directory in which it is started`(
        home: String?
    ) async throws {
        var lost = program
        (lost.environment["HOME"], lost.environment["ACCOUNT_SYNC_WORKSPACE"]) = (home, nil)
        let run = try await lost("status", "A")
        let usual = try #require(getpwuid(geteuid())?.pointee.pw_dir)
        #expect(run.code != 0 && !run.err.contains(program.directory.path), "\(run.err)")
        #expect(!run.err.hasPrefix("There is no workspace at") || run.err.contains(String(cString: usual)))
    }

    @Test(.enabled { await FullDisk.isPossible() })
    func `what cannot be made on a full disk is not there, so that it can be made later`() async throws {
        let disk = program.directory.file("full")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        var limited = program
        limited.wrapper = [
            "unshare", "--mount", "--map-root-user", "sh", "-c",
            "mount -t tmpfs -o size=64k none \"$0\" && { head -c 60000 /dev/zero >\"$0/filling\" || true; }"
                + " && { \"$@\"; code=$?; ls \"$0/w\"; rm \"$0/filling\"; exit $code; }", disk,
        ]
        let run = try await limited("init", "--workspace", "full/w")
        #expect(run.code == 74 && run.err.contains("is full"), "\(run.err)")
        #expect(!run.out.contains("account-sync.sqlite"), "\(run.out)")
    }

    @Test func `a directory behind a link is told by name, since its rights say nothing`() async throws {
        #expect(try await program("init").code == 0)
        let link = program.directory.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program.directory.file("ws"))
        let run = try await program("accounts", "list", "--workspace", link)
        #expect(run.code == 74 && run.err.contains("it is a symbolic link") && !run.err.contains("chmod"), "\(run.err)")
    }

    @Test func `a file in the place of the directory is told as what it is, also to the demo`() async throws {
        try program.directory.write("garbage.txt", "no directory")
        for command in [["accounts", "list"], ["init"], ["demo", "--accessible"]] {
            let run = try await program.run(command + ["--workspace", program.directory.file("garbage.txt")])
            #expect(run.code == 74, "\(command): \(run)")
            #expect(
                run.err.contains("garbage.txt") && run.err.contains("cannot be used: Not a directory."),
                "\(run.err)"
            )
        }
    }

    @Test func `a move that was not begun cannot be cancelled, and nothing is unreadable for that`() async throws {
        #expect(try await program("init").code == 0)
        let run = try await program("move", "--cancel")
        #expect(run.code == 65 && run.err.contains("is not being moved"), "\(run)")
    }

    @Test func `what is there already is not made anew`() async throws {
        #expect(try await program("init").code == 0)
        let before = try Data(contentsOf: URL(filePath: database))
        let again = try await program("init")
        #expect(again.code == 74)
        #expect(again.err.contains("it was left as it is"))
        #expect(try Data(contentsOf: URL(filePath: database)) == before)
    }

    @Test func `one of a later version, or of another program, is left alone`() async throws {
        try await program("init")
        try await sqlite("PRAGMA user_version = 99")
        try await expectFailure("\(database) was made by a later version")
        try FileManager.default.removeItem(atPath: database)
        try await sqlite("CREATE TABLE theirs (x)")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: database)
        try await expectFailure("\(database) is not a workspace of account-sync.")
        try Data("no database at all".utf8).write(to: URL(filePath: database))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: database)
        try await expectFailure("\(database) is not a workspace of account-sync.")
    }

    @Test func `another program's exclusive lock is told after five seconds, not waited for`() async throws {
        try await program.prepare(Stage.accounts, Registration(base: "http://127.0.0.1:1").json)
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute('BEGIN EXCLUSIVE'); c.execute("UPDATE systems SET pause = 'never'")
            print('held', flush=True); sys.stdin.read()
            """
        let other = try ChildProcess(["python3", "-c", script, database], input: .pipe, output: .pipe)
        #expect(other.line() == "held")
        let start = ContinuousClock.now
        let run = try await program("systems", "disable", "Dropbox")
        let took = ContinuousClock.now - start
        #expect(run.code == 74)
        #expect(run.err == "Another program holds \(database).\n  Close that program and try again.\n")
        #expect(took > .seconds(4))
        #expect(took < .seconds(30))
        // It ends with nothing committed.
        other.signal(SIGTERM)
        #expect(await other.end() == -SIGTERM)
        #expect(try await program("systems", "list", "--json").text("0.state") == "ready")
    }

    @Test(.enabled { await ReadOnly.isPossible() })
    func `a read-only workspace is read, and what would write to it is 74`() async throws {
        try await program.prepare(Stage.accounts, Registration(base: "http://127.0.0.1:1").json)
        var reader = program
        reader.wrapper = ReadOnly.wrapper(program.directory.file("ws"))
        let list = try await reader("accounts", "list", "--json")
        #expect(list.code == 0)
        #expect((list.json as? NSArray)?.count == 5)
        let disabled = try await reader("systems", "disable", "Dropbox")
        #expect(disabled.code == 74)
        #expect(disabled.err.contains("cannot be written"))
        #expect(try await program("systems", "list", "--json").text("0.state") == "ready")
    }

    @Test func `a command that is not one is 64, and help is 0`() async throws {
        for arguments in [
            ["nonsense"], ["synchronize"], ["accounts", "import"], ["sandbox", "--port", "70000"], ["status"],
        ] {
            let run = try await program.run(arguments)
            #expect(run.code == 64)
            #expect(run.out.isEmpty)
        }
        for arguments in [["--help"], ["synchronize", "--help"], ["--version"]] {
            let run = try await program.run(arguments)
            #expect(run.code == 0)
            #expect(run.err.isEmpty)
        }
        #expect(try await program("sandbox", "--port", "0", "--fault", "synchronize:explode").code == 64)
    }

    @Test func `the console needs a terminal, and says what to do without one`() async throws {
        try await program("init")
        let run = try await program("console")
        #expect(run.code == 69)
        #expect(!run.err.isEmpty)
        #expect(!run.out.contains("\u{1B}"))
    }
}

/// Runs a program so that a directory cannot be written: as root by a mount of its own, since root is denied nothing.
private enum ReadOnly {
    static func isPossible() async -> Bool {
        // Where unshare is missing or forbidden the test cannot be run.
        guard let probe = try? ChildProcess(wrapper("/usr") + ["true"]) else { return false }
        return await probe.end() == 0
    }

    static func wrapper(_ directory: String) -> [String] {
        [
            "unshare", "--mount", "--map-root-user", "sh", "-c",
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"", directory,
        ]
    }
}
