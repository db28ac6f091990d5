import Foundation
import PrivateCluster
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// Plans that want a second member.
@Suite struct ApprovalTests {
    /// A team in which plans of more than two accounts want an approver.
    private func team() async throws -> Team {
        let team = try await Team()
        try await team.open(as: team.login(.administrator)).setApprovals(over: 2)
        return team
    }

    private func begin(_ team: Team, _ login: String, size: Int = 3) async throws -> RunID {
        var run = NewRun.sample(size)
        run.by = login
        return try await team.open(as: login).begin(run, at: .now())
    }

    private func take(_ team: Team, _ login: String, _ id: RunID) async throws -> TakeVerdict {
        try await team.open(as: login).take([0], of: id, within: RunLimits(), at: .now())
    }

    @Test func `a run over the limit waits for an approver, is bound to its plan, and is then taken`() async throws {
        let team = try await team()
        let (author, approver) = (team.login(.operator), try team.open(as: team.login(.approver)))
        let id = try await begin(team, author)
        let run = try #require(try await approver.run(id))
        #expect(run.awaitsApproval && run.approval?.author == author && run.approval?.isLapsed == false)
        let left = try #require(run.approval).until.timeIntervalSinceNow
        #expect(abs(left - 24 * 3_600) < 60)
        let path = approver.path
        await #expect(throws: StoreFailure.server(path: path, .rule("approval"))) {
            try await take(team, team.other, id)
        }
        await #expect(throws: StoreFailure.server(path: path, .role(.operator))) {
            try await team.open(as: team.other).approve(id, hash: run.hash)
        }
        #expect(try await approver.approve(id, hash: "another") == .refused(.changed, run))
        #expect(try await approver.approve(RunID(rawValue: 9), hash: run.hash) == .unknown)
        guard case .approved(let approved) = try await approver.approve(id, hash: run.hash) else {
            Issue.record("not approved")
            return
        }
        #expect(approved.approval?.given?.by == team.login(.approver) && !approved.awaitsApproval)
        #expect(try await take(team, team.other, id) == .taken([0]))
        guard case .refused(.given, _) = try await approver.approve(id, hash: run.hash) else {
            Issue.record("approved twice")
            return
        }
        let small = try await begin(team, author, size: 2)
        #expect(try await approver.run(small)?.approval == nil)
        guard case .refused(.notNeeded, _) = try await approver.approve(small, hash: run.hash) else {
            Issue.record("approved without need")
            return
        }
    }

    private static func inserting(_ run: Int = 1, hash: String = "hash") -> String {
        "INSERT INTO approvals (run, hash) VALUES (\(run), '\(hash)')"
    }
    private static let taking = """
        INSERT INTO workers (id, lease_until) VALUES (gen_random_uuid()::text, now() + interval '1 minute');
        UPDATE run_items SET owner = (SELECT id FROM workers WHERE login = session_user LIMIT 1) WHERE run = 1
        """

    @Test func `nobody approves what is their own, neither an administrator nor the book's owner`() async throws {
        for role in [MemberRole.approver, .administrator, nil] {
            let team = try await team()
            let author = role.map(team.login) ?? team.owner
            let id = try await begin(team, author)
            guard case .refused(.own, _) = try await team.open(as: author).approve(id, hash: "hash") else {
                Issue.record("\(author) approved its own")
                return
            }
            #expect(try team.tries(author, Self.inserting()) == "AS002", "\(author)")
            #expect(try team.tries(author, Self.taking) == "AS002", "\(author)")
            let second = role == .administrator ? team.login(.approver) : team.login(.administrator)
            #expect(try team.tries(second, Self.inserting()) == nil)
            #expect(try team.tries(author, Self.taking) == nil, "\(author)")
        }
    }

    @Test func `with a check less an author approves, and with two what they approved is taken`() async throws {
        let team = try await team()
        let author = team.login(.approver)
        _ = try await begin(team, author)
        try team.tamper("ALTER TABLE approvals DISABLE TRIGGER checked")
        #expect(try team.tries(author, Self.inserting()) == nil)
        #expect(try team.tries(author, Self.taking) == "AS002", "the run's own check looks at the author again")
        try team.tamper(
            "CREATE OR REPLACE FUNCTION is_approved(wanted bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'"
        )
        #expect(try team.tries(author, Self.taking) == nil)
    }

    @Test func `what somebody tries with SQL of their own goes around no approval`() async throws {
        let team = try await team()
        let author = team.login(.operator)
        _ = try await begin(team, author)
        let run = """
            INSERT INTO runs (system, hash, size, limits, by, begun, detached, plan) VALUES
                ('Dropbox', 'h', 1, '{}', session_user, \(Team.wall()), true, '{}');
            """
        let number = "(SELECT max(number) FROM runs)"
        for (login, sql, code) in [
            (author, Self.inserting(), "42501"), (author, Self.taking, "AS002"),
            (author, "UPDATE runs SET size = 1", "42501"), (author, "UPDATE runs SET approval_until = NULL", "42501"),
            (author, "UPDATE runs SET author = 'x'", "42501"), (author, "UPDATE runs SET hash = 'x'", "42501"),
            (author, "INSERT INTO approval_rules (most) VALUES (NULL)", "42501"),
            (author, "INSERT INTO run_items (run, place, account) VALUES (1, 3, 'x')", "AS002"),
            (author, "\(run) INSERT INTO run_items (run, place, account) VALUES (\(number), 1, 'x')", "AS002"),
            (author, "\(run) INSERT INTO run_items (run, place, account) VALUES (\(number), -1, 'x')", "AS002"),
            (team.login(.approver), Self.inserting(hash: "x"), "AS002"),
            (team.login(.approver), "INSERT INTO approvals (run, hash, by) VALUES (1, 'hash', 'x')", "42501"),
            (team.login(.approver), "INSERT INTO approval_rules (most) VALUES (9)", "42501"),
            (team.login(.administrator), "DELETE FROM approval_rules", "42501"),
            (team.login(.administrator), "INSERT INTO approval_rules (most, by) VALUES (9, 'x')", "42501"),
            (team.owner, "UPDATE approval_rules SET most = 9", "23000"),
            (team.owner, "UPDATE runs SET approval_until = NULL", "AS002"),
        ] { #expect(try team.tries(login, sql) == code, "\(login): \(sql)") }
        // The same is taken as it should be.
        let whole = "\(run) INSERT INTO run_items (run, place, account) VALUES (\(number), 0, 'x')"
        #expect(try team.tries(author, whole) == nil)
        #expect(try team.tries(team.login(.approver), Self.inserting()) == nil)
        // What was approved is not grown afterwards.
        let grown = "INSERT INTO run_items (run, place, account) VALUES (1, 3, 'x')"
        #expect(try team.tries(author, grown) == "AS002")
        // Nor is a place filled later that was left empty.
        let first = "INSERT INTO run_items (run, place, account) VALUES (\(number), 0, 'x')"
        #expect(try team.tries(author, run.replacing("'h', 1", with: "'h', 2") + first) == nil)
        let second = "INSERT INTO run_items (run, place, account) VALUES (\(number), 1, 'x')"
        #expect(try team.tries(author, second) == "AS002")
        // A row of a run that is written once more counts as written now, but was made before.
        let touched = "BEGIN; UPDATE runs SET ending = ending WHERE number = \(number); \(second); COMMIT"
        #expect(try team.tries(author, touched) == "AS002")
        // And a run with an empty place is not approved.
        let wide = run.replacing("'h', 1", with: "'h', 4") + first
        #expect(try team.tries(author, wide) == nil)
        let approving = "INSERT INTO approvals (run, hash) VALUES (\(number), 'h')"
        #expect(try team.tries(team.login(.approver), approving) == "AS002")
        try team.tamper(
            "INSERT INTO run_items (run, place, account) SELECT \(number), n, 'x' || n FROM generate_series(1, 3) AS n",
            past: true
        )
        #expect(try team.tries(team.login(.approver), approving) == nil)
    }

    @Test func `what nobody approved in time, or somebody stopped, is approved no more`() async throws {
        let team = try await team()
        let approver = try team.open(as: team.login(.approver))
        let late = try await begin(team, team.other)
        try team.tamper(
            """
            ALTER TABLE runs DISABLE TRIGGER USER;
            UPDATE runs SET approval_until = clock_timestamp() - interval '1 second';
            ALTER TABLE runs ENABLE TRIGGER USER
            """
        )
        guard case .refused(.lapsed, let run) = try await approver.approve(late, hash: "hash") else {
            Issue.record("approved too late")
            return
        }
        #expect(run.approval?.isLapsed == true && run.awaitsApproval)
        #expect(try team.tries(approver.login, Self.inserting()) == "AS002")
        let stopped = try await begin(team, team.other)
        let author = try team.open(as: team.other)
        try await author.stop(stopped, by: team.other, at: .now())
        guard case .refused(.over, _) = try await approver.approve(stopped, hash: "hash") else {
            Issue.record("approved what was stopped")
            return
        }
        #expect(try team.tries(approver.login, Self.inserting(2)) == "AS002")
        #expect(try await author.finish(stopped, .stopped, at: .now())?.isOver == true)
    }

    @Test func `an administrator says from how many accounts on, and who said so is kept`() async throws {
        let team = try await Team()
        let (anna, otto) = (try team.open(as: team.login(.administrator)), try team.open(as: team.other))
        #expect(try await otto.approvalRule() == ApprovalRule())
        for role in [MemberRole.operator, .approver] {
            let store = try team.open(as: team.login(role))
            await #expect(throws: StoreFailure.server(path: store.path, .role(role))) {
                try await store.setApprovals(over: nil)
            }
        }
        let before = try await begin(team, team.other)
        try await anna.setApprovals(over: 0)
        let rule = try await otto.approvalRule()
        #expect(rule.most == 0 && rule.by == anna.login && abs(rule.at?.timeIntervalSinceNow ?? 99) < 60)
        // It counts for what is begun afterwards.
        #expect(try await otto.run(before)?.approval == nil)
        let during = try await begin(team, team.other, size: 1)
        try await anna.setApprovals(over: nil)
        #expect(try await otto.approvalRule().most == nil)
        #expect(try await otto.run(during)?.awaitsApproval == true)
        #expect(try await otto.run(try await begin(team, team.other))?.approval == nil)
    }

    @Test func `members of a book from before there were approvals see and give them after its upgrade`() async throws {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        let login = "approver_\(database)"
        let address = try BookAddress(cluster.address(of: database), environment: [:])
        try TeamStore.create(address, migrations: Migration.all.filter { $0.version < Migration.approvals.version })
        try cluster.sql("CREATE ROLE \(login) LOGIN; SELECT account_sync.admit('\(login)', 'approver')", in: database)
        let owner = try TeamStore.open(address)
        try await owner.setApprovals(over: 2)
        let id = try await owner.begin(.sample(3), at: .now())
        let approver = try TeamStore.open(
            try BookAddress(cluster.address(of: database, user: login), environment: [:])
        )
        guard case .approved = try await approver.approve(id, hash: "hash") else {
            Issue.record("not approved")
            return
        }
    }
}
