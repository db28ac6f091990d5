import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What many links owe is asked about together: each has its line at the commit, in whatever order somebody writes.
@Suite struct OwingTests {
    /// A team with links that a dead process of an operator was sending, past the book's own checks.
    static func teamWithDead(_ count: Int = 3) async throws -> Team {
        let team = try await Team()
        let columns = """
            name, kind, email, country, phone, website, first_name, last_name, line1, line2, city, post_code, state, \
            storefront, created, updated, revision, search, name_folded, email_folded, depth
            """
        let sender = team.login(.operator)
        try team.book.cluster.sql(
            """
            SET search_path = account_sync; SET session_replication_role = replica;
            INSERT INTO accounts (id, code, path, \(columns)) SELECT 'd' || n, 'D-' || n, 'D-' || n, \(columns)
                FROM accounts, generate_series(1, \(count)) AS n WHERE id = '\(Samples.direct.id)';
            INSERT INTO workers (id, login, lease_until) VALUES ('dead', '\(sender)', now() - interval '1 minute');
            INSERT INTO attempts SELECT 'a' || n, 'd' || n, name, claim_key, 1, '{"by":"\(sender)"}', ''
                FROM systems, generate_series(1, \(count)) AS n;
            INSERT INTO log (number, event, attempt, account, system, generation, state, detail, at, by, hash)
                SELECT n, 'intent', 'a' || n, 'd' || n, name, 1, 'sending', '', '{}', '\(sender)', repeat('a', 64)
                FROM systems, generate_series(1, \(count)) AS n;
            UPDATE workspace SET entries = \(count);
            INSERT INTO links (account, system, claim_key, generation, state, options, attempt, changed, by, owner)
                SELECT 'd' || n, name, claim_key, 1, 'sending', '{}', 'a' || n, 1, '\(sender)', 'dead'
                FROM systems, generate_series(1, \(count)) AS n;
            """,
            in: team.book.database
        )
        try team.letLinesBeWritten()
        return team
    }

    static func doubt(_ which: String = "true") -> String {
        "UPDATE links SET state = 'in doubt', owner = NULL, by = session_user WHERE state = 'sending' AND \(which);"
    }

    /// Lines about links as they are.
    static func lines(
        _ which: String = "true",
        event: String = "taken over",
        state: String = "in doubt",
        attempt: String = "attempt"
    ) -> String {
        """
        UPDATE workspace SET changes = changes + 1, entries = entries + (SELECT count(*) FROM links WHERE \(which));
        INSERT INTO log (number, event, attempt, account, system, generation, state, finding, detail, at, by, hash)
        SELECT (SELECT max(number) FROM log) + row_number() OVER (ORDER BY account), '\(event)', \(attempt), account, system,
            generation, '\(state)', 'absent', '', \(Team.moment()), session_user, repeat('b', 64)
        FROM links WHERE \(which) ORDER BY account;
        """
    }

    private static let first = "account = 'd1'"
    private static let rest = "account <> 'd1'"

    /// What a member may do, and in which orders.
    private static let taken = [
        doubt() + lines(),
        // Several statements, on either side.
        doubt(first) + doubt(rest) + lines(), doubt() + lines(first) + lines(rest),
        doubt(first) + lines(first) + doubt(rest) + lines(rest),
        doubt(rest) + doubt(first) + lines(first) + lines(rest),
        "BEGIN;" + doubt() + "SAVEPOINT s;" + lines() + "RELEASE s; COMMIT",
        "BEGIN;" + doubt() + "SAVEPOINT s;" + lines() + "ROLLBACK TO s;" + lines() + "COMMIT",
        // What was never done owes nothing.
        "BEGIN; SAVEPOINT s;" + doubt() + "ROLLBACK TO s; COMMIT",
        "BEGIN;" + doubt(first) + "SAVEPOINT s;" + doubt(rest) + "ROLLBACK TO s;" + lines(first) + "COMMIT",
        "BEGIN;" + doubt() + lines() + "SET CONSTRAINTS ALL IMMEDIATE; COMMIT",
        // Once it is paid, it may go on.
        doubt() + lines() + "UPDATE links SET state = 'abandoned', by = session_user;"
            + lines(event: "abandoned", state: "abandoned"),
    ]

    @Test func `links are put in doubt with their lines, in several orders`() async throws {
        let team = try await Self.teamWithDead()
        for sql in Self.taken {
            #expect(try team.tries(team.other, sql) == nil, "\(sql)")
            #expect(try team.book.cluster.sql("SELECT count(*) FROM account_sync.owed", in: team.book.database) == "0")
            // As they were, for the next one.
            try team.book.cluster.sql(
                """
                SET search_path = account_sync; SET session_replication_role = replica;
                UPDATE links SET state = 'sending', owner = 'dead'; DELETE FROM log WHERE number > 3;
                UPDATE workspace SET entries = 3
                """,
                in: team.book.database
            )
        }
    }

    @Test func `a link without its line is refused at the commit, in whatever order they come`() async throws {
        let team = try await Self.teamWithDead()
        let (doubt, lines) = (Self.doubt(), Self.lines())
        let (first, rest) = (Self.lines(Self.first), Self.lines(Self.rest))
        let tries = [
            doubt, doubt + first, doubt + rest, Self.doubt(Self.first) + Self.doubt(Self.rest) + rest,
            // A line of a link as it will be, or was, and one that comes twice.
            lines + doubt, Self.doubt(Self.first) + lines, Self.lines(event: "probe", state: "sending") + doubt,
            doubt + lines + first,
            // Of another transaction's time, attempt or generation.
            doubt + Self.lines(attempt: "'a1'"), doubt + "UPDATE links SET generation = 2;" + lines,
            doubt + Self.lines(event: "probe", state: "in doubt"),
            "BEGIN;" + doubt + "SAVEPOINT s;" + lines + "ROLLBACK TO s; COMMIT",
            "BEGIN;" + doubt + "SAVEPOINT s;" + rest + "ROLLBACK TO s;" + first + "COMMIT",
            "BEGIN;" + Self.doubt(Self.first) + "SAVEPOINT s;" + Self.doubt(Self.rest) + lines
                + "ROLLBACK TO s; COMMIT",
            "BEGIN; SET CONSTRAINTS ALL IMMEDIATE;" + doubt + lines + "COMMIT",
            "BEGIN;" + doubt + "SET CONSTRAINTS ALL IMMEDIATE;" + lines + "COMMIT",
            // What owes its line does not go on without it.
            doubt + "UPDATE links SET state = 'abandoned', by = session_user;" + lines,
            doubt + "UPDATE links SET state = 'abandoned', by = session_user;"
                + Self.lines(event: "abandoned", state: "abandoned"),
            doubt + "UPDATE links SET detail = 'x', by = session_user;" + lines,
        ]
        for sql in tries { #expect(try team.tries(team.other, sql) == "AS002", "\(sql)") }
        // A send that no line tells of does not become doubt with one line.
        let unlogged = """
            INSERT INTO workers (id, lease_until) VALUES ('own', now() + interval '1 minute');
            INSERT INTO links (account, system, claim_key, generation, state, options, attempt, changed, by, owner)
                SELECT '\(Samples.direct.id)', system, claim_key, 1, 'sending', '{}', 'new', \(Team.wall()), session_user, 'own'
                FROM links LIMIT 1;
            INSERT INTO attempts SELECT 'new', '\(Samples.direct.id)', system, claim_key, 1, \(Team.intent()), '' FROM links LIMIT 1;
            """
        let own = "account = '\(Samples.direct.id)'"
        #expect(try team.tries(team.other, unlogged + Self.doubt(own) + Self.lines(own, event: "outcome")) == "AS002")
        let told = unlogged + Self.lines(own, event: "intent", state: "sending") + Self.doubt(own)
        #expect(try team.tries(team.other, told) == "AS002")
        #expect(try team.tries(team.other, told + Self.lines(own, event: "outcome")) == nil)
    }

    @Test func `nobody but the checks pays`() async throws {
        let team = try await Self.teamWithDead()
        let paying = [
            "DELETE FROM owed", "TRUNCATE owed", "UPDATE owed SET accounts = '{}'", "UPDATE owed SET written_in = '1'",
            "INSERT INTO owed (accounts, systems, generations, attempts) VALUES ('{}', '{}', '{}', '{}')",
            "ALTER TABLE owed DISABLE TRIGGER paid", "ALTER TABLE links DISABLE TRIGGER logged_alone",
            "SELECT want_paid()",
        ]
        for role in [MemberRole.viewer, .operator, .approver, .administrator] {
            for sql in paying { #expect(try team.tries(team.login(role), sql) == "42501", "\(role.rawValue): \(sql)") }
        }
        let other = team.other
        // It is not even seen, and a table of the same name is not read.
        #expect(try team.tries(other, Self.doubt() + "SELECT 1 / count(*) FROM owed") == "22012")
        let temporary =
            "CREATE TEMPORARY TABLE owed AS SELECT * FROM account_sync.owed; GRANT ALL ON pg_temp.owed TO PUBLIC;"
        #expect(try team.tries(other, temporary + Self.doubt()) == "AS002")
        // Nor does it help to be given the table.
        try team.tamper("GRANT ALL ON owed TO \(other)")
        for sql in ["DELETE FROM owed", "UPDATE owed SET accounts = '{}'"] {
            #expect(try team.tries(other, Self.doubt() + sql) == "AS002", "\(sql)")
        }
        #expect(try team.tries(other, paying[4]) == "42501")
        // The negative controls: without the question at the commit, and without its policy.
        try team.tamper("ALTER TABLE owed DISABLE ROW LEVEL SECURITY")
        #expect(try team.tries(other, Self.doubt(Self.first) + "DELETE FROM owed") == nil)
        let again = try await Self.teamWithDead()
        try again.tamper("ALTER TABLE owed DISABLE TRIGGER paid")
        #expect(try again.tries(again.other, Self.doubt()) == nil)
    }

    @Test func `a limited member puts in doubt what it sees, each with its line`() async throws {
        let limited = try await LimitedTeam()
        let (team, login) = (limited.team, limited.team.login(.operator))
        let store = try team.open(as: team.owner)
        var dying: TeamStore? = try team.open(as: team.owner)
        let accounts = [LimitedTeam.accounts[1], LimitedTeam.accounts[3]]
        for account in accounts {
            guard case .committed = try await dying?.commit(.sample(account, AttemptID("\(account.id)")).by(team.owner))
            else {
                Issue.record("not committed")
                return
            }
        }
        dying = nil
        func state(_ account: Account) async throws -> SyncState? {
            try await store.row(id: account.id)?.links["Dropbox"]?.state
        }
        #expect(try team.tries(login, Self.doubt()) == "AS002")
        #expect(try await state(accounts[0]) == .sending)
        // By the program, which sees one of them; the other one is left to who sees it.
        let taken = try await team.open(as: login).takeOver(at: .now(), by: login)
        #expect(taken.map(\.account) == [accounts[0].id])
        let states = [try await state(accounts[0]), try await state(accounts[1])]
        #expect(states == [.inDoubt, .sending])
    }

    @Test func `a session that has put one link in doubt puts thousands in doubt as soon as any`() async throws {
        let team = try await Self.teamWithDead(8_000)
        // Planned for one row, a question about half of them took a quarter of a minute, and one about all four times
        // that.
        let planned = """
            SET search_path = account_sync; SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;
            SET enable_bitmapscan = off;
            BEGIN; \(Self.doubt(Self.first)) \(Self.lines(Self.first)) COMMIT;
            BEGIN; SET LOCAL statement_timeout = '30s'; \(Self.doubt()) \(Self.lines(Self.rest)) COMMIT;
            """
        #expect(team.book.cluster.refusal(of: planned, in: team.book.database, as: team.other) == nil)
    }

    @Test func `what a line names is there, and stays`() async throws {
        let team = try await Self.teamWithDead()
        let (admin, owner) = (team.login(.administrator), team.owner)
        try team.tamper("DELETE FROM definitions")
        let gone = "DELETE FROM systems WHERE name = 'Other'"
        // An account and a system that only the log names.
        try team.book.cluster.sql(
            """
            SET search_path = account_sync; SET session_replication_role = replica;
            INSERT INTO systems SELECT 'Other', 'other', registration, disabled, pause, pause_reason, exists_proved, revision
                FROM systems;
            INSERT INTO log SELECT number + 3, 'unlinked', NULL, 'd1', 'Other', 1, 'not synchronized', NULL, NULL, '', NULL, at,
                by, hash FROM log WHERE number = 1;
            UPDATE workspace SET entries = 4; UPDATE log SET account = 'd9' WHERE account = 'd3';
            INSERT INTO accounts (id, code, path, name, kind, email, country, phone, website, first_name, last_name, line1, line2,
                city, post_code, state, storefront, created, updated, revision, search, name_folded, email_folded, depth)
            SELECT 'd9', 'D-9', 'D-9', name, kind, email, country, phone, website, first_name, last_name, line1, line2,
                city, post_code, state, storefront, created, updated, revision, search, name_folded, email_folded, depth
            FROM accounts WHERE id = 'd1';
            """,
            in: team.book.database
        )
        #expect(try team.tries(admin, gone) == "23503")
        #expect(try team.tries(admin, "UPDATE systems SET name = 'x' WHERE name = 'Other'") == "23503")
        #expect(try team.tries(owner, "DELETE FROM accounts WHERE id = 'd9'") == "23503")
        #expect(try team.tries(owner, "UPDATE accounts SET id = 'x' WHERE id = 'd9'") == "23503")
        let early = "BEGIN ISOLATION LEVEL REPEATABLE READ; SET search_path = account_sync;"
        #expect(try team.tries(admin, "COMMIT; \(early) \(gone); COMMIT") == "AS002")
        // A line of an attempt that is not there, or that is another link's.
        for (attempt, code) in [("none", "AS002"), ("a2", "AS002"), ("a1", nil)] {
            try team.book.cluster.sql(
                """
                SET search_path = account_sync; SET session_replication_role = replica;
                UPDATE links SET attempt = '\(attempt)' WHERE account = 'd1'
                """,
                in: team.book.database
            )
            #expect(try team.tries(team.other, Self.doubt(Self.first) + Self.lines(Self.first)) == code, "\(attempt)")
        }
        // The negative controls.
        try team.tamper(
            "ALTER TABLE systems DISABLE TRIGGER named_in_log; ALTER TABLE accounts DISABLE TRIGGER named_in_log"
        )
        #expect(try team.tries(admin, gone) == nil)
        #expect(try team.tries(owner, "DELETE FROM accounts WHERE id = 'd9'") == nil)
    }

    @Test func `a system that a line is just being written about stays`() async throws {
        let team = try await Team()
        let (cluster, database) = (team.book.cluster, team.book.database)
        // The link, without an attempt, is gone once its last line is there.
        try cluster.sql(
            """
            SET search_path = account_sync; SET session_replication_role = replica; DELETE FROM definitions;
            INSERT INTO links (account, system, claim_key, generation, state, external_id, origin, options, changed, by)
                SELECT '\(Samples.direct.id)', name, claim_key, 1, 'synchronized', '1', 'adopted', '{}', 1, 'x' FROM systems;
            """,
            in: database
        )
        let other = team.other
        let unlinking = """
            SET search_path = account_sync; BEGIN;
            UPDATE workspace SET changes = changes + 1, entries = entries + 1;
            DELETE FROM links; ALTER TABLE log DISABLE TRIGGER checked;
            INSERT INTO log SELECT 1, 'unlinked', NULL, '\(Samples.direct.id)', name, 1, 'not synchronized', NULL, NULL, '',
                NULL, '{}', '\(other)', repeat('a', 64) FROM systems;
            ALTER TABLE log ENABLE TRIGGER checked;
            SELECT pg_sleep(2); COMMIT
            """
        let writing = Task.detached { try cluster.sql(unlinking, in: database) }
        let begun = ContinuousClock.now
        let asleep = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' AND wait_event = 'PgSleep'"
        while try cluster.sql(asleep) == "0", ContinuousClock.now - begun < .seconds(20) {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try team.tries(team.login(.administrator), "DELETE FROM systems") == "23503")
        _ = try await writing.value
        #expect(try cluster.sql("SELECT count(*) FROM account_sync.systems", in: database) == "1")
    }
}
