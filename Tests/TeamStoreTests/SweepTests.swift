import Accounts
import Foundation
import PrivateCluster
import Samples
import Synchronizing
import Testing

@testable import TeamStore

/// What a sweep asks once for all of its links and lines is as true of each, and its lines are the server's.
@Suite struct SweepTests {
    private static let doubt = OwingTests.doubt()
    private static let now = Team.moment()

    /// One statement that puts all in doubt, except that something is different about the first link.
    private static func doubt(but first: String) -> String {
        let others = ["state": "'in doubt'", "owner": "NULL", "\"by\"": "session_user", "generation": "generation"]
        let parts = first.components(separatedBy: " = ")
        let sets = others.merging([parts[0]: parts[1]]) { "CASE account WHEN 'd1' THEN \($1) ELSE \($0) END" }
        return "UPDATE links SET \(sets.map { "\($0.key) = \($0.value)" }.joined(separator: ", "));"
    }

    /// One statement that adds as many lines as are owed, except that something is different about the first one.
    private static func lines(_ expressions: [String: String] = [:]) -> String {
        let columns = [
            "event": "'taken over'", "attempt": "attempt", "account": "account", "system": "system",
            "generation": "generation", "state": "'in doubt'", "detail": "''", "at": now, "\"by\"": "session_user",
            "hash": "repeat('b', 64)",
        ]
        .merging(expressions) { "CASE account WHEN 'd1' THEN \($1) ELSE \($0) END" }
        .sorted { $0.key < $1.key }
        return """
            UPDATE workspace SET changes = changes + 1, entries = entries + 3;
            INSERT INTO log (number, \(columns.map(\.key).joined(separator: ", ")))
            SELECT 3 + row_number() OVER (ORDER BY account), \(columns.map(\.value).joined(separator: ", "))
            FROM links ORDER BY account;
            """
    }

    @Test func `one link or line among many that is not like the others is refused as if it were alone`() async throws {
        let team = try await OwingTests.teamWithDead()
        try team.tamper(
            """
            INSERT INTO workers (id, login, lease_until) SELECT 'living', login, now() + interval '1 hour' FROM workers
                WHERE id = 'dead'
            """,
            past: true
        )
        let sender = "'\(team.login(.operator))'"
        let links = [
            "generation = 2", "owner = 'dead'", "\"by\" = \(sender)", "state = 'synchronized'", "state = 'sending'",
            "account = 'd9'",
        ]
        for first in links {
            let code = try team.tries(team.other, Self.doubt(but: first) + Self.lines())
            #expect(code == (first.hasPrefix("account") ? "42501" : "AS002"), "\(first)")
        }
        let lines: [([String: String], String)] = [
            // Two lines about one link, and none about another.
            (["account": "'d2'", "attempt": "'a2'"], "AS002"), (["attempt": "'a2'"], "AS002"),
            (["attempt": "NULL"], "AS002"), (["generation": "2"], "AS002"), (["event": "'probe'"], "AS002"),
            (["event": "'outcome'"], "AS002"), (["event": "'found'"], "AS002"), (["state": "'sending'"], "AS002"),
            (["hash": "repeat('B', 64)"], "AS002"), (["\"by\"": sender], "AS002"),
            (["at": #"'{"wall":1}'"#], "AS003"), (["account": "'\(Samples.direct.id)'"], "AS002"),
        ]
        for (first, code) in lines {
            #expect(try team.tries(team.other, Self.doubt + Self.lines(first)) == code, "\(first)")
        }
        // What somebody who lives is sending, among the rest.
        try team.tamper("UPDATE links SET owner = 'living' WHERE account = 'd1'", past: true)
        #expect(try team.tries(team.other, Self.doubt + Self.lines()) == "AS002")
        let alone = OwingTests.doubt("account = 'd1'") + OwingTests.lines("account = 'd1'")
        #expect(try team.tries(team.other, alone) == "AS002")
        #expect(try team.tries(team.login(.operator), Self.doubt + Self.lines()) == nil)
    }

    /// What is looked at for each of ten thousand lines is most of what a sweep takes; the planner puts a condition before a
    /// DISTINCT, unless what is distinct is made first.
    @Test(arguments: [true, false])
    func `the moment that the lines of a sweep share is looked at once`(isMadeFirst: Bool) async throws {
        let team = try await OwingTests.teamWithDead()
        let (cluster, database) = (team.book.cluster, team.book.database)
        try cluster.sql("ALTER DATABASE \(database) SET track_functions = 'all'")
        if !isMadeFirst {
            let old = "'account_sync.check_forms()'::regprocedure"
            try cluster.sql(
                """
                DO $do$ BEGIN EXECUTE replace(pg_get_functiondef(\(old)), 'AS MATERIALIZED', 'AS NOT MATERIALIZED'); END $do$
                """,
                in: database
            )
        }
        let count = """
            DO $$ BEGIN
                IF pg_stat_get_xact_function_calls('account_sync.is_moment(text)'::regprocedure) <> 1 THEN
                    RAISE EXCEPTION 'often' USING ERRCODE = 'AS999';
                END IF;
            END $$;
            """
        #expect(try team.tries(team.other, Self.doubt + Self.lines() + count) == (isMadeFirst ? nil : "AS999"))
    }

    /// The control: two lines about one link pass for one each where they are asked about what was there before all of them.
    @Test func `lines that follow each other are asked about each other`() async throws {
        let team = try await OwingTests.teamWithDead()
        let twice = Self.doubt + Self.lines(["account": "'d2'", "attempt": "'a2'"])
        #expect(try team.tries(team.other, twice) == "AS002")
        let definition = try team.book.cluster.sql(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'check_lines'",
            in: team.book.database
        )
        #expect(definition.contains("log.number < added.number"))
        try team.book.cluster.sql(
            definition.replacing("log.number < added.number", with: "log.number < lines.first"),
            in: team.book.database
        )
        #expect(try team.tries(team.other, twice) == nil)
    }

    private static func seal(
        _ many: Int = 3,
        _ event: String = "taken over",
        at: String = now,
        by: String = "session_user"
    )
        -> String
    {
        "SELECT seal_owed(gen_random_uuid(), \(many), '\(event)', NULL, \(at), \(by));"
    }

    @Test func `the server's lines say what their writer may say`() async throws {
        let team = try await OwingTests.teamWithDead()
        let refused: [(String, String)] = [
            (Self.seal(by: "'\(team.login(.operator))'"), "AS002"), (Self.seal(at: #"'{"wall":1}'"#), "AS003"),
            (Self.seal(3, "outcome"), "AS002"), (Self.seal(3, "probe"), "AS002"), (Self.seal(3, "found"), "AS002"),
            (Self.seal(by: "NULL"), "23502"), (Self.seal(2), "AS007"), (Self.seal() + Self.seal(), "AS007"),
        ]
        for (sql, code) in refused { #expect(try team.tries(team.other, Self.doubt + sql) == code, "\(sql)") }
        for sql in [Self.seal(), Self.seal(0)] {
            #expect(try team.tries(team.login(.viewer), sql) == "42501")
        }
        // A table of the same name is not read.
        let temporary =
            "CREATE TEMPORARY TABLE owed AS SELECT ARRAY['d1'] AS accounts; GRANT ALL ON pg_temp.owed TO PUBLIC;"
        #expect(try team.tries(team.other, temporary + Self.seal(1)) == "AS007")
        #expect(try team.tries(team.other, Self.doubt + Self.seal()) == nil)
        #expect(
            try team.book.cluster.sql(
                "SELECT count(*) FROM account_sync.log WHERE state = 'in doubt'",
                in: team.book.database
            ) == "3"
        )
    }

    @Test(arguments: [("'64:'", "'65:'"), ("':=' ||", "':' ||"), ("':' || sealed.before", "':' || 1 + sealed.before")])
    func `a chain that a sweep computes in another way is noticed`(right: String, wrong: String) async throws {
        func fault(_ change: (String) -> String) async throws -> LogCheck.Fault? {
            let book = try await Book.furnished()
            let definition = try book.cluster.sql(
                "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'seal_owed'",
                in: book.database
            )
            #expect(definition.contains(right))
            try book.cluster.sql(change(definition), in: book.database)
            let store = try book.open()
            var dying: TeamStore? = try book.open()
            for (number, account) in [Samples.direct, Samples.reseller].enumerated() {
                _ = try await dying?.commit(.sample(account, AttemptID("\(number)")))
            }
            dying = nil
            #expect(try await store.takeOver(at: Samples.moment(1), by: "ä\"").count == 2)
            return try await store.check().fault
        }
        #expect(try await fault { $0 } == nil)
        // Once, where the hash is made.
        guard
            case .broken? = try await fault({ text in
                text.firstRange(of: right).map { text.replacingCharacters(in: $0, with: wrong) } ?? text
            })
        else {
            Issue.record("nothing was noticed")
            return
        }
    }

    @Test func `several dead processes at once, some of whose sends were waiting`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        var dying: [TeamStore] = [try book.open(), try book.open()]
        _ = try await dying[0].commit(.sample(Samples.direct, "a"))
        _ = try await dying[1].commit(.sample(Samples.reseller, "b"))
        dying = []
        #expect(try await store.takeOver(at: Samples.moment(1), by: "t").map(\.state) == [.inDoubt, .inDoubt])
        #expect(try await store.check().fault == nil)
        // One of each in one sweep.
        let other = try await Book.furnished()
        let (next, dead) = (try other.open(), try other.open())
        _ = try await dead.commit(.sample(Samples.direct, "a"))
        _ = try await dead.commit(.sample(Samples.reseller, "b"))
        try other.cluster.sql(
            """
            SET search_path = account_sync; SET session_replication_role = replica;
            UPDATE links SET state = 'waiting' WHERE attempt = 'b'; UPDATE log SET state = 'waiting' WHERE attempt = 'b';
            UPDATE workers SET ended = now(), why = 'lease'
            """,
            in: other.database
        )
        let states = try await next.takeOver(at: Samples.moment(1), by: "t").map(\.state)
        #expect(Set(states) == [.inDoubt, .notSent])
    }

    /// A member whose limits are narrowed between the statements of its sweep puts nothing in doubt, and says nothing of it.
    @Test(arguments: ["UPDATE links", "SELECT seal_owed"])
    func `what is no longer seen in the middle of a sweep stays as it is`(before: String) async throws {
        let limited = try await LimitedTeam()
        let (team, login) = (limited.team, limited.team.login(.operator))
        var dying: TeamStore? = try team.open(as: team.owner)
        for account in [LimitedTeam.accounts[1], Samples.reseller] {
            _ = try await dying?.commit(.sample(account, AttemptID("\(account.id)")).by(team.owner))
        }
        dying = nil
        let narrow = """
            SET SESSION AUTHORIZATION \(team.owner); SET search_path = account_sync;
            SELECT admit('\(login)', 'operator', ARRAY['R-1'])
            """
        let store = try TeamStore.open(
            try team.address(login),
            onStatement: { [book = team.book] sql in
                if sql.hasPrefix(before) { _ = try? book.cluster.sql(narrow, in: book.database) }
                return sql
            }
        )
        await #expect(throws: StoreFailure.server(path: try team.address(login).name, .scope)) {
            try await store.takeOver(at: .now(), by: login)
        }
        let states = "SELECT DISTINCT state FROM account_sync.links WHERE owner IS NOT NULL"
        #expect(try team.book.cluster.sql(states, in: team.book.database) == "sending")
        // Next time it sees what is left to it.
        #expect(try await store.takeOver(at: .now(), by: login).map(\.account) == [Samples.reseller.id])
    }
}
