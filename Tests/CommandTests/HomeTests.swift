import Foundation
import PrivateCluster
import TestKit
import Testing

/// The program on a workspace that is a copy of another one.
@Suite struct HomeTests {
    /// A workspace at a vendor whose exists call finds nothing, so that only the hold stands before a second create.
    private func stage() async throws -> (Program, HeldVendor) {
        let vendor = try HeldVendor(holding: "nothing")
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json)
        return (program, vendor)
    }

    @Test func `what is decided in a copy does not make the log of the original look cut`() async throws {
        let stage = try await Stage(faults: ["synchronize:500@1"], afresh: true)
        let program = stage.program
        #expect(try await stage.synchronizeReseller().code == 75)
        let (workspace, copy) = (program.directory.file("ws"), program.directory.file("copy"))
        #expect(await (try ChildProcess(["cp", "-a", workspace, copy])).end() == 0)
        let given = ["R-1", "--system", "Dropbox", "--abandon", "--yes", "--workspace", copy]
        #expect(try await program.run(["resolve"] + given).code == 0)
        let verified = try await program("audit", "verify", "--workspace", workspace)
        #expect(verified.code == 0, "\(verified)")
        let resolved = try await program("resolve", "R-1", "--system", "Dropbox", "--workspace", workspace)
        #expect(!resolved.err.contains("log"), "\(resolved)")
    }

    private func send(_ program: Program, _ workspace: String, _ more: String...) async throws -> Run {
        try await program.run(["synchronize", "R-1", "--system", "Dropbox", "--workspace", workspace] + more)
    }

    @Test
    func `a copy of a workspace sends nothing until it is made the home, and then nothing that was sent from here`()
        async throws
    {
        let (program, vendor) = try await stage()
        let (workspace, copy) = (program.directory.file("ws"), program.directory.file("copy"))
        #expect(await (try ChildProcess(["cp", "-a", workspace, copy])).end() == 0)
        let first = try await send(program, workspace)
        #expect(first.code == 0, "\(first)")
        #expect(vendor.sends == 1)
        // On a machine that knows nothing of the send.
        var other = program
        other.environment["XDG_STATE_HOME"] = program.directory.file("other")
        let held = try await send(other, copy)
        #expect(held.code == 75, "\(held)")
        #expect(held.err.contains("This is not the home of \(copy)"), "\(held.err)")
        #expect(held.err.contains("account-sync home accept"))
        #expect(vendor.sends == 1)
        let plan = try await other("plan", "R-1", "--system", "Dropbox", "--json", "--workspace", copy)
        try program.directory.write("plan.json", plan.out)
        let run = try await other("synchronize", "--plan", "plan.json", "--workspace", copy)
        #expect(run.code == 75 && run.err.contains("This is not the home of"), "\(run)")
        #expect(vendor.sends == 1)
        let shown = try await other("home", "--workspace", copy, "--json")
        #expect(shown.code == 0 && shown["atHome"] == false as NSNumber, "\(shown)")
        let unconfirmed = try await other("home", "accept", "--workspace", copy, input: "yes\n")
        #expect(unconfirmed.code == 65 && unconfirmed.err.contains("drift --ask"), "\(unconfirmed)")
        #expect(try await send(other, copy).code == 75)
        let accepted = try await program("home", "accept", "--yes", "--workspace", copy)
        #expect(accepted.code == 0, "\(accepted)")
        // This machine's journal knew of the send.
        #expect(accepted.out.contains("They became: 1 synchronized."), "\(accepted)")
        #expect(try await send(program, copy).code == 0)
        #expect(vendor.sends == 1)
        let after = try await program("home", "--workspace", copy, "--json")
        #expect(after["atHome"] == true as NSNumber && after.text("homes.0.by") == "tester", "\(after)")
        #expect(try await program("home", "--workspace", workspace, "--json")["atHome"] == true as NSNumber)
    }

    @Test func `on a machine that has no journal of the send, a copy that is made the home sends a second time`()
        async throws
    {
        let (program, vendor) = try await stage()
        let (workspace, copy) = (program.directory.file("ws"), program.directory.file("copy"))
        #expect(await (try ChildProcess(["cp", "-a", workspace, copy])).end() == 0)
        #expect(try await send(program, workspace).code == 0)
        var other = program
        other.environment["XDG_STATE_HOME"] = program.directory.file("other")
        #expect(try await other("home", "accept", "--yes", "--workspace", copy).code == 0)
        // What the hold and the journal are there for: the vendor makes the account twice.
        #expect(try await send(other, copy).code == 0)
        #expect(vendor.sends == 2)
    }

    /// A backup from before the send, restored beside its original, on a machine that knows nothing of the send; without the check,
    /// whatever is there counts as the home.
    @Test(arguments: [true, false])
    func
        `a book restored from a backup is held; without the check of its home it sends what was sent since, a second time`(
            isChecked: Bool
        ) async throws
    {
        let vendor = try HeldVendor(holding: "nothing")
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        var program = try Program()
        program.environment["ACCOUNT_SYNC_WORKSPACE"] = cluster.address(of: database)
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json)
        let backup = try cluster.database(like: database, isAway: true)
        let first = try await send(program, cluster.address(of: database))
        #expect(first.code == 0 && vendor.sends == 1, "\(first)")
        if !isChecked {
            try cluster.sql(
                """
                SET search_path = account_sync; SET session_replication_role = replica;
                UPDATE homes SET place = jsonb_set(place::jsonb, '{database}', to_jsonb(pg_database.oid::text))::text
                FROM pg_database WHERE datname = current_database()
                """,
                in: backup
            )
        }
        var other = program
        other.environment["XDG_STATE_HOME"] = program.directory.file("other")
        let again = try await send(other, cluster.address(of: backup))
        #expect(again.code == (isChecked ? 75 : 0), "\(again)")
        #expect(vendor.sends == (isChecked ? 1 : 2))
        guard isChecked else { return }
        #expect(again.err.contains("This is not the home of"), "\(again)")
    }

    @Test func `a workspace at home says so, and a renamed folder is still at home`() async throws {
        let (program, vendor) = try await stage()
        let moved = program.directory.file("moved")
        try FileManager.default.moveItem(atPath: program.directory.file("ws"), toPath: moved)
        let shown = try await program("home", "--workspace", moved)
        #expect(shown.code == 0 && shown.out.hasPrefix("At home: \(moved)"), "\(shown)")
        let accepted = try await program("home", "accept", "--workspace", moved)
        #expect(accepted.code == 0 && accepted.out.contains("at its home already"), "\(accepted)")
        let again = try await program("home", "accept", "--workspace", moved, "--json")
        #expect(again["accepted"] == false as NSNumber && again["ready"] is NSNumber, "\(again)")
        #expect(try await send(program, moved).code == 0)
        #expect(vendor.sends == 1)
    }

    @Test func `a copied book on a server sends nothing until it is made the home, and says what its server does`()
        async throws
    {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        let stage = try await Stage(book: cluster.address(of: database))
        let copy = cluster.address(of: try cluster.database(like: database, isAway: true))
        let held = try await send(stage.program, copy, "--set", "reseller-id=RS-77")
        #expect(held.code == 75 && held.err.contains("this database is a copy"), "\(held)")
        #expect(try stage.executed == 0)
        let shown = try await stage.program("home", "--workspace", copy)
        #expect(shown.out.hasPrefix("Away from home: this database is a copy"), "\(shown)")
        #expect(shown.out.contains("fsync is on\n"), "\(shown)")
        let accepted = try await stage.program("home", "accept", "--workspace", copy, input: "accept\n")
        #expect(accepted.code == 0, "\(accepted)")
        #expect(try await send(stage.program, copy, "--set", "reseller-id=RS-77").code == 0)
        #expect(try stage.executed == 1)
    }

    @Test func `whoever opens a book on a server that may lose what it confirms is told so`() async throws {
        // One of its own, whose settings are changed.
        let cluster = try PrivateCluster()
        let stage = try await Stage(book: cluster.address(of: try cluster.database()))
        let told = "The server of this book may lose what it has confirmed."
        let quiet = try await stage.program("work", "--once")
        #expect(quiet.code == 0 && !quiet.err.contains(told), "\(quiet)")
        for setting in ["fsync = off", "full_page_writes = off"] { try cluster.sql("ALTER SYSTEM SET \(setting)") }
        try cluster.sql("SELECT pg_reload_conf()")
        let worker = try await stage.program("work", "--once")
        #expect(worker.code == 0 && worker.err.contains(told), "\(worker)")
        #expect(worker.err.contains("fsync is off: a power failure may lose"), "\(worker)")
        let console = try await stage.program("console", "--accessible", input: "q\n")
        #expect(console.out.contains(told) && console.out.contains("full_page_writes is off: "), "\(console)")
        let home = try await stage.program("home")
        #expect(home.out.contains("fsync is off: a power failure may lose"), "\(home)")
    }
}
