import Foundation
import PrivateCluster
import TestKit
import Testing

/// People with logins of their own on a team's book, as the program serves them.
@Suite(.timeLimit(.minutes(20))) struct MembersTests {
    /// A book with the accounts of the stage, which the server's own administrator owns, and a login for each name.
    private struct Team {
        let stage: Stage
        private let cluster: PrivateCluster
        private let database: String

        init(_ names: String...) async throws {
            cluster = try PrivateCluster.shared()
            database = try cluster.database()
            stage = try await Stage(book: cluster.address(of: database))
            for name in names { try cluster.sql("CREATE ROLE \(login(name)) LOGIN") }
        }

        var owner: Program { stage.program }

        func login(_ name: String) -> String { "\(name)_\(database)" }

        /// The program as somebody runs it.
        func program(of name: String) -> Program {
            var program = stage.program
            program.environment["ACCOUNT_SYNC_WORKSPACE"] = cluster.address(of: database, user: login(name))
            return program
        }

        /// As in a copy: its home is another place.
        func leaveHome() throws {
            try cluster.sql(
                """
                INSERT INTO account_sync.homes (place, at)
                SELECT jsonb_set(place::jsonb, '{database}', '"9"')::text, at FROM account_sync.homes
                ORDER BY number DESC LIMIT 1
                """,
                in: database
            )
        }

        func add(_ name: String, _ role: String) async throws {
            let run = try await owner("members", "add", login(name), "--role", role)
            #expect(run.code == 0, "\(run)")
        }
    }

    private let refused: [[String]] = [
        ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"],
        ["resolve", "R-1", "--system", "Dropbox"], ["accounts", "import", "accounts.csv"],
        ["systems", "check", "Dropbox"], ["runs", "start", "--plan", "plan.json", "--detach"], ["work", "--once"],
    ]
    private let administrators: [[String]] = [
        ["systems", "disable", "Dropbox"], ["systems", "remove", "Dropbox"], ["systems", "add", "system.json"],
        ["home", "accept", "--yes"], ["members", "add", "postgres", "--role", "viewer"],
        ["members", "remove", "postgres"], ["move", "--to", "elsewhere"],
    ]

    @Test func `a viewer reads, and is told its role and whom to ask before anything is tried`() async throws {
        let team = try await Team("vera")
        let stranger = try await team.program(of: "vera")("accounts", "list")
        #expect(stranger.code == 74 && stranger.err.contains("is not a member of the book"), "\(stranger)")
        try await team.add("vera", "viewer")
        let vera = team.program(of: "vera")
        for arguments in [
            ["accounts", "list"], ["status", "R-1"], ["systems", "list"], ["why", "R-1"], ["attempts"],
            ["runs", "list"],
            ["members", "list"], ["audit", "verify"], ["home"], ["plan", "R-1", "--system", "Dropbox"],
        ] {
            let run = try await vera.run(arguments)
            #expect(run.code == 0 || arguments[0] == "plan", "\(arguments): \(run)")
        }
        for arguments in refused + administrators {
            let run = try await vera.run(arguments)
            #expect(run.code == 77, "\(arguments): \(run)")
            #expect(run.err.contains("is viewer"), "\(arguments): \(run)")
            #expect(run.err.contains("Ask an administrator of the book"), "\(arguments): \(run)")
        }
        #expect(try team.stage.calls("synchronize") == 0 && team.stage.calls("exists") == 0)
    }

    @Test func `an administrator who is not the owner says where the home is, by the name of the login`() async throws {
        let team = try await Team("ada")
        try await team.add("ada", "administrator")
        try team.leaveHome()
        let ada = team.program(of: "ada")
        #expect(try await ada("home").out.contains("Away from home"))
        let accepted = try await ada("home", "accept", "--yes")
        #expect(accepted.code == 0, "\(accepted)")
        #expect(try await ada("home", "--json").text("homes.0.by") == team.login("ada"))
    }

    @Test func `an operator sends in its own name, and leaves to administrators what is theirs`() async throws {
        let team = try await Team("otto")
        try await team.add("otto", "operator")
        let otto = team.program(of: "otto")
        let sent = try await otto.run(refused[0] + ["--json"])
        #expect(sent.code == 0, "\(sent)")
        let attempts = try await team.owner("attempts", "--json")
        #expect(attempts.out.contains(team.login("otto")), "\(attempts)")
        for arguments in administrators {
            let run = try await otto.run(arguments)
            #expect(run.code == 77 && run.err.contains("is operator"), "\(arguments): \(run)")
        }
        #expect(try await otto("accounts", "import", "accounts.csv").code == 0)
        // What an import refuses is kept, and replaced by the next one.
        try otto.directory.write("bad.csv", "code,name,type,email,country\nB-1,Bad,nosuch,b@x.example,DE\n")
        for _ in 1...2 { #expect(try await otto("accounts", "import", "bad.csv").code == 65) }
        #expect(try await otto("inbox").out.contains("B-1"))
        #expect(try await otto("systems", "check", "Dropbox").code == 0)
    }

    @Test func `who sees a part of the book is told who must take in a vendor's fields first`() async throws {
        let team = try await Team("otto")
        let added = try await team.owner("members", "add", team.login("otto"), "--role", "operator", "--below", "R-1")
        #expect(added.code == 0, "\(added)")
        let otto = team.program(of: "otto")
        for arguments in [["options", "R-1", "--system", "Dropbox"], refused[0]] {
            let run = try await otto.run(arguments)
            #expect(run.code == 77, "\(arguments): \(run)")
            #expect(run.err.contains("does not know the fields of Dropbox yet"), "\(run)")
            #expect(run.err.contains("Ask such a member"), "\(run)")
            #expect(run.err.contains("options CODE --system Dropbox"), "\(run)")
        }
        #expect(try team.stage.calls("synchronize") == 0)
        #expect(try await team.owner("options", "R-1", "--system", "Dropbox", "--refresh").code == 0)
        let sent = try await otto.run(refused[0])
        #expect(sent.code == 0, "\(sent)")
    }

    @Test func `an operator's worker carries out what another operator began`() async throws {
        let team = try await Team("otto", "olga")
        try await team.add("otto", "operator")
        try await team.add("olga", "operator")
        let (otto, olga) = (team.program(of: "otto"), team.program(of: "olga"))
        let plan = try await otto(
            "plan",
            "R-1",
            "C-1",
            "C-2",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--json"
        )
        #expect(plan.code == 0, "\(plan)")
        try otto.directory.write("plan.json", plan.out)
        let begun = try await otto("runs", "start", "--plan", "plan.json", "--detach", "--rate", "0", "--json")
        #expect(begun.code == 0 && begun.text("by") == team.login("otto"), "\(begun)")
        // An operator may not move the book, whether a run is open or not.
        let moved = try await otto("move", "--to", otto.directory.file("elsewhere"))
        #expect(moved.code == 77 && moved.err.contains("is operator"), "\(moved)")
        let worked = try await olga("work", "--once")
        #expect(worked.code == 0, "\(worked)")
        let shown = try await team.owner("runs", "show", "1", "--json")
        #expect(shown.text("run.standing") == "complete" && shown["run.done"] as? Int == 3, "\(shown)")
        #expect(shown.text("accounts.0.by") == team.login("olga"), "\(shown)")
        #expect(try team.stage.executed == 3)
    }

    @Test func `a plan over the limit waits until an approver who is not its author says yes, and goes on then`()
        async throws
    {
        let team = try await Team("anna", "aron")
        try await team.add("anna", "administrator")
        try await team.add("aron", "approver")
        let (anna, aron) = (team.program(of: "anna"), team.program(of: "aron"))
        #expect(try await aron("members", "approvals").out == "No plan must be approved.\n")
        let denied = try await aron("members", "approvals", "--over", "2")
        #expect(denied.code == 77 && denied.err.contains("that needs administrator"), "\(denied)")
        let rule = try await anna("members", "approvals", "--over", "2", "--json")
        #expect(rule.code == 0 && rule["over"] as? Int == 2 && rule.text("by") == team.login("anna"), "\(rule)")
        let plan = try await anna.run(
            ["plan", "R-1", "C-1", "C-2", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--json"]
        )
        try anna.directory.write("plan.json", plan.out)
        let begun = try await anna("runs", "start", "--plan", "plan.json", "--detach", "--rate", "0", "--json")
        #expect(begun.code == 0 && begun.text("standing") == "waiting for approval", "\(begun)")
        #expect(begun.text("approval.author") == team.login("anna"))
        #expect(begun.err.contains("account-sync runs approve 1"), "\(begun)")
        // One that is not left to a worker waits as well.
        let direct = try await anna("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(direct.text("standing") == "waiting for approval" && direct["run"] as? Int == 2, "\(direct)")
        #expect(direct.code == 75 && direct.err.contains("Run 2 waits for approval"), "\(direct)")
        for worker in [anna, aron] { #expect(try await worker("work", "--once").code == 0) }
        #expect(try team.stage.calls("synchronize") == 0 && team.stage.calls("exists") == 0)
        let own = try await anna("runs", "approve", "1")
        #expect(own.code == 77 && own.err.contains("is your own"), "\(own)")
        let listed = try await aron("runs", "list")
        #expect(listed.out.contains("waits for approval"), "\(listed)")
        #expect(try await aron("runs", "show", "1").out.contains("An approver who is not \(team.login("anna"))"))
        let planned = try await aron("runs", "show", "1", "--plan")
        #expect(planned.code == 0 && planned.out.contains("RS-77"), "\(planned)")
        let approved = try await aron("runs", "approve", "1", "--json")
        #expect(approved.code == 0 && approved.text("approval.by") == team.login("aron"), "\(approved)")
        #expect(try await aron("runs", "approve", "1").code == 65)
        #expect(try await aron("runs", "approve", "9").code == 65)
        #expect(try await aron("work", "--once").code == 0)
        let shown = try await aron("runs", "show", "1", "--json")
        #expect(shown.text("run.standing") == "complete" && shown["run.done"] as? Int == 3, "\(shown)")
        #expect(try team.stage.executed == 3)
        #expect(try await aron("runs", "stop", "2", "--json").text("standing") == "stopped")
        let off = try await anna("members", "approvals", "--off")
        #expect(off.out.hasPrefix("No plan must be approved, as \(team.login("anna")) said at "), "\(off)")
        let folder = try await anna("init", "--workspace", anna.directory.file("own"))
        #expect(folder.code == 0)
        for arguments in [["members", "approvals", "--over", "2"], ["runs", "approve", "1"]] {
            let run = try await anna.run(arguments + ["--workspace", anna.directory.file("own")])
            #expect(run.code == 78 && run.err.contains("is a folder"), "\(arguments): \(run)")
        }
        #expect(try await anna("members", "approvals", "--over", "2", "--off").code == 64)
    }

    @Test func `members are let in, given another role, and let out`() async throws {
        let team = try await Team("anna", "ben")
        try await team.add("anna", "administrator")
        let (anna, ben) = (team.program(of: "anna"), team.login("ben"))
        let added = try await anna("members", "add", ben, "--role", "viewer", "--json")
        #expect(added.code == 0 && added.text("login") == ben && added.text("role") == "viewer", "\(added)")
        #expect(try await anna("members", "add", ben, "--role", "operator").out.contains("\(ben) is operator now"))
        let listed = try await anna("members", "list", "--json")
        #expect((listed.json as? NSArray)?.count == 3, "\(listed)")
        #expect(listed.text("0.login") == "postgres" && listed["0.owner"] == true as NSNumber)
        #expect(listed.text("2.login") == ben && listed.text("2.role") == "operator")
        #expect(listed.text("2.addedBy") == team.login("anna"))
        #expect(try await anna("members", "list").out.contains("owns the book"))
        for (arguments, code, words) in [
            (["add", "nosuch", "--role", "viewer"], 65, "has no login nosuch"),
            (["add", "postgres", "--role", "viewer"], 65, "REASSIGN OWNED BY … TO …"),
            (["remove", "nosuch"], 65, "is not a member"), (["remove", "postgres"], 65, "owns the book"),
            (["add", ben, "--role", "boss"], 64, "is not a role"),
        ] {
            let run = try await anna.run(["members"] + arguments)
            #expect(run.code == code && run.err.contains(words), "\(arguments): \(run)")
        }
        #expect(listed["2.onServer"] == true as NSNumber)
        let removed = try await anna("members", "remove", ben, "--json")
        #expect(removed.code == 0 && removed.text("login") == ben && removed["role"] == nil, "\(removed)")
        #expect(try await team.program(of: "ben")("accounts", "list").code == 74)
        let folder = try await Program()("members", "list", "--workspace", ".")
        #expect(folder.code == 74, "\(folder)")
    }

    @Test func `an administrator who does not own the book moves it out of it, and only its owner into one`()
        async throws
    {
        let team = try await Team("anna")
        try await team.add("anna", "administrator")
        let anna = team.program(of: "anna")
        let moved = try await anna("move", "--to", anna.directory.file("folder"))
        #expect(moved.code == 0, "\(moved)")
        let other = try await Team("anna")
        try await other.add("anna", "administrator")
        let back = try await anna(
            "move",
            "--workspace",
            anna.directory.file("folder"),
            "--to",
            other.program(of: "anna").environment["ACCOUNT_SYNC_WORKSPACE"] ?? ""
        )
        #expect(back.code == 74 && back.err.contains("Only the login that owns the book"), "\(back)")
        #expect(try await anna("members", "list", "--workspace", anna.directory.file("folder")).code == 78)
    }
}
