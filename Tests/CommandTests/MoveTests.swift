import Foundation
import PrivateCluster
import TestKit
import Testing

/// The program moves a workspace.
@Suite struct MoveTests {
    private let cluster: PrivateCluster
    private let database: String
    private var book: String { cluster.address(of: database) }

    init() throws {
        cluster = try PrivateCluster.shared()
        database = try cluster.database()
    }

    /// The mark of the folder: its phase, "open", or "none" if there is no workspace.
    private func folder(_ program: Program, _ name: String = "ws") async throws -> String {
        let script = """
            import sqlite3,sys,json,os
            if not os.path.exists(sys.argv[1]): print("none"); sys.exit()
            try: row=sqlite3.connect(sys.argv[1]).execute("SELECT closing FROM workspace").fetchone()
            except sqlite3.OperationalError: row=("",)
            print("none" if row is None or row[0]=="" else json.loads(row[0])["phase"] if row[0] else "open")
            """
        let child = try ChildProcess(
            ["python3", "-c", script, program.directory.file("\(name)/account-sync.sqlite")],
            output: .pipe
        )
        return child.line()
    }

    /// The same of the book; an empty one is "none".
    private func onServer() throws -> String {
        let there = "SELECT to_regclass('account_sync.runs') IS NOT NULL"
        guard try cluster.sql(there, in: database) == "t" else { return "none" }
        return try cluster.sql(
            """
            SELECT coalesce(closing::json->>'phase', CASE WHEN EXISTS (SELECT 1 FROM account_sync.accounts)
                THEN 'open' ELSE 'none' END) FROM account_sync.workspace
            """,
            in: database
        )
    }

    @Test func `a plan that was made before is applied after the move, and the log is whole`() async throws {
        let stage = try await Stage(afresh: true)
        let program = stage.program
        #expect(try await stage.synchronizeReseller().code == 0)
        let plan = try await program("plan", "C-1", "--system", "Dropbox", "--json")
        try program.directory.write("plan.json", plan.out)
        let head = try await program("audit", "head").out
        let move = try await program("move", "--to", book)
        #expect(move.code == 0 && move.out.contains("Compared: 5 accounts, 1 links"), "\(move)")
        #expect(!move.err.contains("stay"), "\(move)")

        // Where it was it is read, and says where it went.
        let listed = try await program("accounts", "list", "--json")
        #expect(listed.code == 0 && listed.count("") == 5, "\(listed)")
        #expect(listed.err.contains("has moved to postgresql:///\(database)"), "\(listed.err)")
        for words in [
            ["synchronize", "C-1", "--system", "Dropbox"], ["accounts", "import", "accounts.csv"],
            ["systems", "disable", "Dropbox"], ["synchronize", "--plan", "plan.json"],
        ] {
            let run = try await program.run(words)
            #expect(run.code == 77 && run.err.contains("has moved to"), "\(words): \(run)")
        }
        let home = try await program("home")
        #expect(
            home.code == 0 && home.out.hasPrefix("Closed: the workspace has moved to postgresql:///\(database)."),
            "\(home)"
        )
        let told = try await program("home", "--json")
        #expect(told["atHome"] == false as NSNumber && told.text("closed.phase") == "moved", "\(told)")
        let other = try await program("move", "--to", program.directory.file("other"))
        #expect(other.code == 74 && other.err.contains("move --to PLACE --workspace"), "\(other)")
        let cancelled = try await program("move", "--cancel")
        #expect(cancelled.code == 74 && cancelled.err.contains("move --to PLACE --workspace"), "\(cancelled)")
        // A program of an earlier version fails where it counts its change.
        #expect(try await program.changeFails("UPDATE workspace SET changes = changes + 1"))
        #expect(try stage.calls("synchronize") == 1)

        var moved = program
        moved.environment["ACCOUNT_SYNC_WORKSPACE"] = book
        #expect(try await moved("audit", "head").out == head)
        #expect(try await moved("audit", "verify").code == 0)
        let run = try await moved("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(run.code == 0, "\(run)")
        #expect(try stage.executed == 2)

        let back = try await moved("move", "--to", program.directory.file("back"), "--json")
        #expect(back.code == 0 && back["moved"] == true as NSNumber, "\(back)")
        #expect(try await moved("systems", "disable", "Dropbox").code == 77)
        moved.environment["ACCOUNT_SYNC_WORKSPACE"] = program.directory.file("back")
        #expect(try await moved("audit", "verify").code == 0)
        let sent = try await moved("synchronize", "C-2", "--system", "Dropbox", "--json")
        #expect(sent.code == 0, "\(sent)")
        #expect(try stage.executed == 3)
    }

    @Test func `killed at any moment, at most one place may send, and the same command ends the move`() async throws {
        var seen = try await killedUntilTooLate()
        // Whoever stood still at the first kills has let the move come to its end; then another one is killed.
        for _ in 0..<9 where !seen.contains(where: { $0.hasPrefix("moving") }) {
            seen = try await MoveTests().killedUntilTooLate()
        }
        #expect(seen.contains { $0.hasPrefix("moving") }, "it was never killed in the middle: \(seen)")
    }

    /// What was there whenever a move was killed, each time a little later.
    private func killedUntilTooLate() async throws -> Set<String> {
        let program = try Program()
        var accounts = "id,code,name,type,parent_code,email,country,storefront\n"
        for number in 1...2_500 {
            accounts += "\(number),D-\(number),Name \(number),customer,,a\(number)@x.example,DE,\n"
        }
        try await program.prepare(accounts, Registration(base: "http://127.0.0.1:1").json)
        var seen: Set<String> = []
        var round = 0
        while round < 100 {
            round += 1
            let moving = try program.start(["move", "--to", book])
            // A little later each time, until once it is too late.
            try await Task.sleep(for: .milliseconds(50 * round))
            await moving.kill()
            let (here, there) = (try await folder(program), try onServer())
            seen.insert("\(here) \(there)")
            #expect(!(here == "open" && there == "open"), "both may send")
            #expect(there != "open" || here == "moved")
            if there == "open" { break }
            if round % 3 == 0, here == "moving" {
                #expect(try await program("move", "--cancel").code == 0)
                #expect(try await folder(program) == "open")
            }
        }
        let last = try await program("move", "--to", book)
        #expect(last.code == 0, "\(last)")
        #expect(try await folder(program) == "moved")
        #expect(try onServer() == "open")
        #expect(try cluster.sql("SELECT count(*) FROM account_sync.accounts", in: database) == "2500")
        return seen
    }

    @Test func `killed while it copies, nothing is there, and both are closed until it goes on`() async throws {
        let stage = try await Stage(afresh: true)
        let program = stage.program
        #expect(try await stage.synchronizeReseller().code == 0)
        #expect(try await program("init", "--workspace", book).code == 0)
        let blocking = Task { [cluster, database] in
            try await RawConnection.apart {
                let sql = "BEGIN; LOCK TABLE account_sync.attempts IN SHARE MODE; SELECT pg_sleep(300)"
                // It is ended in its sleep.
                return try? cluster.sql(sql, in: database)
            }
        }
        // Once it sleeps, it holds the table.
        let sleepers = "FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '\(database)'"
        let beginning = ContinuousClock.now + .seconds(60)
        while try cluster.sql("SELECT count(*) \(sleepers)") == "0" {
            try #require(.now < beginning, "nobody holds the table")
            try await Task.sleep(for: .milliseconds(20))
        }
        let moving = try program.start(["move", "--to", book])
        let limit = ContinuousClock.now + .seconds(60)
        while try await folder(program) != "moving", .now < limit { try await Task.sleep(for: .milliseconds(20)) }
        await moving.kill()
        #expect(try await folder(program) == "moving")
        #expect(try onServer() == "none")
        #expect(try await program("synchronize", "C-1", "--system", "Dropbox").code == 77)
        try cluster.sql("SELECT pg_terminate_backend(pid) \(sleepers)")
        _ = try await blocking.value
        #expect(try await program("move", "--to", book).code == 0)
        #expect(try onServer() == "open")
        #expect(try stage.calls("synchronize") == 1)
    }
}
