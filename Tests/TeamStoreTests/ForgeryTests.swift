import Accounts
import PrivateCluster
import Samples
import Synchronizing
import Testing

@testable import Simulation
@testable import TeamStore

/// What members try with SQL of their own.
@Suite struct ForgeryTests {
    private static let hash = String(repeating: "a", count: 64)

    /// A line that is written as the program writes one, beside what is named.
    private static func line(
        _ event: String = "probe",
        state: String = "in doubt",
        number: String = "(SELECT entries FROM workspace)",
        at: String = "now()",
        by: String = "session_user",
        hash: String = hash
    ) -> String {
        """
        UPDATE workspace SET changes = changes + 1, entries = entries + 1;
        INSERT INTO log (number, event, attempt, account, system, generation, state, finding, detail, at, by, hash)
        SELECT \(number), '\(event)', attempt, account, system, generation, '\(state)', 'absent', '',
            \(Team.moment(at)), \(by), '\(hash)'
        FROM links WHERE account = '\(Samples.direct.id)';
        """
    }

    /// A team, and a link that an operator's attempt has left in doubt.
    private func teamInDoubt() async throws -> Team {
        let team = try await Team()
        try team.letLinesBeWritten()
        let login = team.login(.operator)
        let store = try team.open(as: login)
        _ = try await store.commit(Intent.sample().by(login))
        _ = try await store.commit(.inDoubt(.status(502)), of: "a", at: .now())
        return team
    }

    @Test func `a line of the log is of its writer, of now, the next one, and about a link as it is`() async throws {
        let team = try await teamInDoubt()
        for role in [MemberRole.operator, .approver, .administrator] {
            let login = team.login(role)
            for (sql, code) in [
                (Self.line(by: "'\(team.other)'"), "AS002"), (Self.line(number: "99"), "AS002"),
                // The key of the table refuses a number that is there.
                (Self.line(number: "1"), "23505"), (Self.line(number: "0"), "AS002"), (Self.line(hash: ""), "AS002"),
                (Self.line(state: "refused"), "AS002"), (Self.line("adopted", state: "synchronized"), "AS002"),
                (Self.line(at: "now() - interval '1 hour'"), "AS003"),
                (Self.line(at: "now() + interval '1 hour'"), "AS003"),
                (Self.line() + "UPDATE workspace SET changes = changes + 1, entries = entries + 5", "AS002"),
                ("UPDATE log SET by = 'x'", "42501"), ("DELETE FROM log", "42501"), ("TRUNCATE log", "42501"),
                ("UPDATE attempts SET intent = '{}'", "42501"), ("DELETE FROM attempts", "42501"),
            ] { #expect(try team.tries(login, sql) == code, "\(role.rawValue): \(sql)") }
        }
        // The same is taken as it should be, so each was refused for its own reason.
        #expect(try team.tries(team.other, Self.line()) == nil)
        #expect(try team.tries(team.login(.viewer), Self.line()) == "42501")
        // Not even the owner changes a line by mistake.
        #expect(try team.tries(team.owner, "UPDATE log SET by = 'x'") == "23000")
    }

    private static let notSent = "UPDATE links SET state = 'not sent', owner = NULL, by = session_user;"
    /// A forged edge, as somebody would pass it through a table of the same name.
    private static let forged = "UPDATE links SET state = 'not synchronized', by = session_user;"
    private static let temporary = """
        CREATE TEMPORARY TABLE edges (event text, source text, target text);
        INSERT INTO pg_temp.edges VALUES ('probe', 'in doubt', 'not synchronized');
        """

    @Test func `a link moves along edges only, with its line, and not while somebody else is sending`() async throws {
        let team = try await teamInDoubt()
        let login = team.other
        for (sql, code) in [
            (Self.forged, "AS002"), (Self.notSent, "AS002"), ("DELETE FROM links", "AS002"),
            ("UPDATE links SET state = 'synchronized', external_id = '1', by = session_user", "AS002"),
            ("UPDATE links SET external_id = 'x'", "AS002"), ("UPDATE links SET generation = 7", "AS002"),
            // An outcome is its sender's alone.
            (Self.notSent + Self.line("outcome", state: "not sent"), "AS002"),
            (Self.temporary + Self.forged, "AS002"),
            ("UPDATE links SET state = 'abandoned', by = 'x';" + Self.line("abandoned", state: "abandoned"), "AS002"),
        ] { #expect(try team.tries(login, sql) == code, "\(sql)") }
        let abandoning = "UPDATE links SET state = 'abandoned', by = session_user;"
        #expect(try team.tries(login, abandoning + Self.line("abandoned", state: "abandoned")) == nil)

        let sender = team.login(.operator)
        let store = try team.open(as: sender)
        let intent = Intent.sample(Samples.reseller, "b").by(sender)
        guard case .committed = try await store.commit(intent) else {
            Issue.record("not committed")
            return
        }
        let sent = "UPDATE links SET state = 'in doubt', owner = NULL, by = session_user WHERE attempt = 'b'"
        #expect(try team.tries(login, sent) == "AS002")
        for sql in [
            "UPDATE workers SET lease_until = clock_timestamp()", "UPDATE workers SET ended = now(), why = 'lease'",
            "INSERT INTO workers (id, lease_until) VALUES ('w', now() + interval '1 year')",
        ] { #expect(try team.tries(login, sql) == "AS002", "\(sql)") }
        #expect(
            try team.tries(login, "INSERT INTO workers (id, login, lease_until) VALUES ('w', 'x', now())") == "42501"
        )
        #expect(try await store.isSending("b"))
    }

    @Test func `without the edges' trigger, or with temporary tables first in its path, the forgery is done`()
        async throws
    {
        let team = try await teamInDoubt()
        try team.tamper("ALTER TABLE links DISABLE TRIGGER logged_alone")
        #expect(try team.tries(team.other, Self.temporary + Self.forged) == "AS002")
        try team.tamper("ALTER FUNCTION check_links() SET search_path = pg_temp, account_sync")
        // As the function's owner sees the caller's temporary tables once the caller lets it.
        let shared = "GRANT SELECT ON pg_temp.edges TO PUBLIC;"
        #expect(try team.tries(team.other, Self.temporary + shared + Self.forged) == nil)
        let again = try await teamInDoubt()
        try again.tamper("ALTER TABLE links DISABLE TRIGGER logged_alone; DROP TRIGGER checked_together ON links")
        #expect(try again.tries(again.other, Self.forged) == nil)
    }

    @Test func `nobody gives itself a role, or takes a check away`() async throws {
        let team = try await Team()
        for role in MemberRole.allCases {
            let login = team.login(role)
            for sql in [
                "UPDATE members SET role = 'administrator'", "DELETE FROM members",
                "INSERT INTO members (login, role) VALUES ('\(team.stray)', 'administrator')",
                "INSERT INTO rights VALUES ('viewer', 'DELETE', 'log')", "DELETE FROM edges",
                "ALTER TABLE links DISABLE TRIGGER checked", "DROP TRIGGER checked ON log",
                "SET session_replication_role = replica", "SET ROLE \(team.owner)",
                "CREATE TABLE account_sync.edges2 (a int)",
                "SELECT grant_rights(session_user::text)", "SELECT owns(session_user)", "SELECT role_of(session_user)",
                "UPDATE workspace SET least_version = 99", "DELETE FROM accounts", "DELETE FROM workers",
                "CREATE TEMPORARY TABLE t (a int); CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION check_item()",
            ] { #expect(try team.tries(login, sql) == "42501", "\(role.rawValue): \(sql)") }
            guard role < .administrator else { continue }
            for sql in [
                "SELECT admit(session_user::text, 'administrator')", "SELECT dismiss('\(team.other)')",
                "UPDATE systems SET registration = '{}'", "UPDATE systems SET disabled = true",
                "DELETE FROM definitions",
                "INSERT INTO bss VALUES (1, '', '', '')", "UPDATE bss SET connection = ''",
            ] { #expect(try team.tries(login, sql) == "42501", "\(role.rawValue): \(sql)") }
        }
        for sql in [
            "UPDATE turns SET name = name", "SELECT 1 FROM turns FOR UPDATE",
            "INSERT INTO commits (id) VALUES (gen_random_uuid())",
            "UPDATE links SET asked = NULL", "INSERT INTO holds (system) VALUES ('x')",
        ] { #expect(try team.tries(team.login(.viewer), sql) == "42501", "\(sql)") }
        #expect(try team.tries(team.other, "UPDATE turns SET name = 'x'") == "AS002")
        // A temporary table of members makes nobody an administrator.
        let temporary = """
            CREATE TEMPORARY TABLE members (login text, role text);
            INSERT INTO pg_temp.members VALUES (session_user, 'administrator'); GRANT SELECT ON pg_temp.members TO PUBLIC;
            """
        try team.tamper("GRANT EXECUTE ON FUNCTION admit(text, text, text[]) TO \(team.other)")
        let admitting = "SELECT account_sync.admit(session_user::text, 'administrator')"
        #expect(try team.tries(team.other, temporary + admitting) == "AS006")
        try team.tamper(
            """
            ALTER FUNCTION refuse_unless_administrator() SET search_path = pg_temp, account_sync;
            ALTER FUNCTION role_of(name) SET search_path = pg_temp, account_sync
            """
        )
        #expect(try team.tries(team.other, temporary + admitting) != "AS006", "the check did not see the trick")
    }

    @Test func `the edges are those that the checker of the simulation allows`() async throws {
        let team = try await Team()
        let rows = try team.book.cluster.sql(
            "SELECT event || '|' || source || '|' || target FROM account_sync.edges",
            in: team.book.database
        )
        func entry(_ event: LogEntry.Event, _ state: SyncState, _ generation: Int) -> LogEntry {
            LogEntry(
                number: 1,
                event: event,
                attempt: nil,
                account: Samples.direct.id,
                system: "Dropbox",
                generation: generation,
                state: state,
                externalID: nil,
                reason: nil,
                at: Samples.moment(),
                by: ""
            )
        }
        var allowed: Set<String> = []
        for event in LogEntry.Event.allCases {
            for old in SyncState.allCases {
                for new in SyncState.allCases
                where [1, 2].contains(where: { Edge.isAllowed(from: entry(event, old, 1), to: entry(event, new, $0)) })
                {
                    allowed.insert("\(event.rawValue)|\(old.rawValue)|\(new.rawValue)")
                }
            }
        }
        // A sender that was taken for dead may say that it sent nothing and tries again; in the simulation nobody is.
        allowed.insert("outcome|in doubt|waiting")
        #expect(Set(rows.split(separator: "\n").map(String.init)) == allowed)
    }
}
