import PrivateCluster
import Synchronizing
import Testing

@testable import TeamStore

/// Every right of every role on every table and function, as the server has them.
@Suite struct RightsTests {
    /// What each role may do with a table: read, insert, update, delete; a small letter stands for some columns only.
    private static let expected: [String: (viewer: String, operator: String, administrator: String)] = [
        "accounts": ("R", "Riu", "Riu"), "approval_rules": ("R", "R", "Ri"), "approvals": ("R", "R", "Ri"),
        "attempts": ("R", "RI", "RI"), "bss": ("R", "Ru", "RIUD"),
        "commits": ("R", "Ri", "Ri"), "definitions": ("R", "RIu", "RIuD"), "edges": ("R", "R", "R"),
        "emails": ("R", "R", "R"),
        "homes": ("R", "R", "Ri"), "holds": ("R", "RIu", "RIu"), "last_import": ("R", "RID", "RID"),
        "links": ("R", "RIuD", "RIuD"), "log": ("R", "R", "R"), "members": ("R", "R", "R"),
        // Nobody sees a row of it.
        "owed": ("R", "R", "R"),
        "paces": ("R", "RIu", "RIu"), "refused_rows": ("R", "RiD", "RiD"), "reshaped": ("R", "R", "R"),
        "rights": ("R", "R", "R"), "scopes": ("R", "R", "R"),
        "run_items": ("R", "Riu", "Riu"), "runs": ("R", "Riu", "Riu"), "systems": ("R", "Ru", "RIUD"),
        "turns": ("R", "Ru", "Ru"), "workers": ("R", "Riu", "Riu"), "workspace": ("R", "R", "Ru"),
    ]

    /// What approvers may do beside what operators may.
    private static let approvers = ["approvals": "Ri"]

    /// What a role may do with a table.
    private static func expected(_ role: MemberRole, _ table: String) -> String? {
        guard let rights = expected[table] else { return nil }
        return switch role {
        case .viewer: rights.viewer
        case .operator: rights.operator
        case .approver: approvers[table] ?? rights.operator
        case .administrator: rights.administrator
        }
    }

    /// The columns that nobody but the owner may change, where others of the table may be.
    private static let fixedColumns: [String: String] = [
        "accounts": "id key", "bss": "", "definitions": "system", "holds": "system",
        "links": "account system", "paces": "system", "run_items": "account place run",
        "runs": "approval_until author begun by detached hash limits made_in number plan retry_of size system",
        "systems": "",
        "turns": "",
        "workers": "entered id login", "workspace": "entries id least_version number told version",
    ]
    /// And those that administrators may.
    private static let administratorsColumns: [String: String] = [
        "bss": "connection id identity", "systems": "claim_key disabled name registration revision",
        "workspace": "changes closing",
    ]

    /// The functions that a role may call.
    private static func callable(_ role: MemberRole?) -> Set<String> {
        guard let role else { return [] }
        let asked: Set<String> = ["sees_all", "scope_ranges", "sees_run", "log_end", "known_keys"]
        let sending: Set<String> =
            role >= .operator ? ["is_held", "email_holder", "taken_items", "seal", "seal_owed"] : []
        return asked.union(sending).union(role == .administrator ? ["admit", "dismiss"] : [])
    }

    private func rights(of login: String, _ team: Team) throws -> [String: String] {
        func any(_ what: String, _ sign: String) -> String {
            """
            CASE WHEN has_table_privilege('\(login)', oid, '\(what)') THEN '\(sign.uppercased())'
                WHEN has_any_column_privilege('\(login)', oid, '\(what)') THEN '\(sign)' ELSE '' END
            """
        }
        let rows = try team.book.cluster.sql(
            """
            SELECT relname || ' ' || \(any("SELECT", "r")) || \(any("INSERT", "i")) || \(any("UPDATE", "u"))
                || CASE WHEN has_table_privilege('\(login)', oid, 'DELETE') THEN 'D' ELSE '' END
                || CASE WHEN has_table_privilege('\(login)', oid, 'TRUNCATE, REFERENCES, TRIGGER') THEN '!' ELSE '' END
            FROM pg_class WHERE relnamespace = 'account_sync'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
            """,
            in: team.book.database
        )
        return Dictionary(
            uniqueKeysWithValues: rows.split(separator: "\n")
                .map { row in
                    let parts = row.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
                    return (parts[0], parts[1])
                }
        )
    }

    private func callable(_ login: String, _ team: Team) throws -> Set<String> {
        let rows = try team.book.cluster.sql(
            """
            SELECT proname FROM pg_proc WHERE pronamespace = 'account_sync'::regnamespace
                AND has_function_privilege('\(login)', oid, 'EXECUTE')
            """,
            in: team.book.database
        )
        return Set(rows.split(separator: "\n").map(String.init))
    }

    /// The functions that do not run with a path in which temporary tables come last, or without their owner's rights.
    private func unpinned(_ team: Team) throws -> String {
        try team.book.cluster.sql(
            """
            SELECT proname FROM pg_proc WHERE pronamespace = 'account_sync'::regnamespace
                AND (NOT coalesce('search_path=account_sync, pg_temp' = ANY(proconfig), false)
                    OR NOT prosecdef AND proname NOT IN ('append_only', 'stay_closed')) ORDER BY 1
            """,
            in: team.book.database
        )
    }

    @Test func `each role has each right that it needs on each table, and no other`() async throws {
        let team = try await Team()
        for role in MemberRole.allCases {
            let found = try rights(of: team.login(role), team)
            #expect(Set(found.keys) == Set(Self.expected.keys))
            for table in Self.expected.keys {
                #expect(found[table] == Self.expected(role, table), "\(role.rawValue) on \(table)")
            }
        }
        for (table, fixed) in Self.fixedColumns {
            let all = try closedColumns(of: table, to: team.login(.operator), team)
            let others = Self.administratorsColumns[table]?.split(separator: " ") ?? []
            #expect(all == (fixed.split(separator: " ") + others).sorted(), "operator on \(table)")
            let left = try closedColumns(of: table, to: team.login(.administrator), team)
            #expect(left == fixed.split(separator: " "), "administrator on \(table)")
        }
        let sequences = """
            SELECT count(*) FROM pg_class CROSS JOIN pg_roles WHERE relnamespace = 'account_sync'::regnamespace
                AND relkind = 'S' AND rolname LIKE '%\\_\(team.book.database)' AND rolname <> '\(team.owner)'
                AND has_sequence_privilege(pg_roles.oid, pg_class.oid, 'USAGE, SELECT, UPDATE')
            """
        #expect(try team.book.cluster.sql(sequences, in: team.book.database) == "0")
    }

    /// The columns of a table that a login may not change, in their order.
    private func closedColumns(of table: String, to login: String, _ team: Team) throws -> [Substring] {
        try team.book.cluster
            .sql(
                """
                SELECT attname FROM pg_attribute WHERE attrelid = 'account_sync.\(table)'::regclass AND attnum > 0
                    AND NOT attisdropped AND NOT has_column_privilege('\(login)', attrelid, attnum, 'UPDATE') ORDER BY 1
                """,
                in: team.book.database
            )
            .split(separator: "\n")
    }

    @Test func `a grant too many is seen, on a table and on a column of one`() async throws {
        let team = try await Team()
        let login = team.login(.operator)
        try team.tamper("GRANT DELETE ON log TO \(login); GRANT UPDATE (plan) ON runs TO \(login)")
        try team.tamper("GRANT TRUNCATE ON accounts TO PUBLIC; GRANT UPDATE ON paces TO \(login)")
        let found = try rights(of: login, team)
        #expect(found["log"] == "RD" && found["accounts"] == "Riu!" && found["paces"] == "RIU")
        #expect(try !closedColumns(of: "runs", to: login, team).contains("plan"))
    }

    @Test func `what each role tries on each table and function is refused as the rights say`() async throws {
        let team = try await Team()
        for role in MemberRole.allCases {
            let login = team.login(role)
            let tried = try tries(of: login, team)
            #expect(tried.count == 5 * Self.expected.count + (try functions(team)))
            for (what, code) in tried {
                let parts = what.split(separator: " ").map(String.init)
                let may: Bool
                if let rights = Self.expected(role, parts[1]) {
                    // The one column that turns have may be changed, so that they can be locked.
                    may = rights.contains(parts[0]) || what == "U turns" && role != .viewer
                } else {
                    may = Self.callable(role).contains(parts[1])
                }
                #expect((code != "42501") == may, "\(role.rawValue): \(what) gives \(code)")
            }
        }
    }

    private func functions(_ team: Team) throws -> Int {
        let count = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'account_sync'::regnamespace"
        return Int(try team.book.cluster.sql(count, in: team.book.database)) ?? 0
    }

    /// What the server says to everything that a login tries on whole rows of each table, changing none, and to each call
    /// without values; by the letter of the right and the name.
    private func tries(of login: String, _ team: Team) throws -> [(String, String)] {
        let script = """
            SET SESSION AUTHORIZATION \(login);
            DO $$
            DECLARE
                made record;
                code text;
                said text := '';
            BEGIN
                FOR made IN
                    SELECT letter || ' ' || relname AS what, format(statement, relname) AS statement
                        FROM pg_class CROSS JOIN (VALUES
                            ('R', 'SELECT count(*) FROM account_sync.%1$I'),
                            ('I', 'INSERT INTO account_sync.%1$I SELECT * FROM account_sync.%1$I WHERE false'),
                            ('U', ''),
                            ('D', 'DELETE FROM account_sync.%1$I WHERE false'),
                            ('T', 'TRUNCATE account_sync.%1$I CASCADE')
                        ) AS tried(letter, statement)
                        WHERE relnamespace = 'account_sync'::regnamespace AND relkind = 'r' AND letter <> 'U'
                    UNION ALL
                    SELECT 'U ' || relname, format('UPDATE account_sync.%1$I SET %2$s WHERE false', relname,
                            (SELECT string_agg(format('%1$I = %1$I', attname), ', ') FROM pg_attribute
                                WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
                                AND attidentity <> 'a'))
                        FROM pg_class WHERE relnamespace = 'account_sync'::regnamespace AND relkind = 'r'
                    UNION ALL
                    SELECT 'X ' || proname, format('SELECT account_sync.%I(%s)', proname,
                            (SELECT coalesce(string_agg('NULL::' || format_type(type, NULL), ', '), '')
                                FROM unnest(proargtypes) AS type))
                        FROM pg_proc WHERE pronamespace = 'account_sync'::regnamespace
                LOOP
                    code := '';
                    BEGIN
                        EXECUTE made.statement;
                        RAISE EXCEPTION 'undone' USING ERRCODE = 'ZZ000';
                    EXCEPTION WHEN OTHERS THEN code := SQLSTATE;
                    END;
                    said := said || made.what || ' ' || code || E'\\n';
                END LOOP;
                PERFORM set_config('tried.all', said, false);
            END $$;
            SELECT current_setting('tried.all');
            """
        return try team.book.cluster.sql(script, in: team.book.database)
            .split(separator: "\n")
            .compactMap { line in
                let parts = line.split(separator: " ").map(String.init)
                return parts.count == 3 ? ("\(parts[0]) \(parts[1])", parts[2]) : nil
            }
    }

    @Test func `a login that is no member, or no longer, has nothing`() async throws {
        let team = try await Team()
        let left = team.login(.administrator)
        #expect(try await team.open(as: team.owner).dismiss(left) == .done)
        #expect(try await team.open(as: team.owner).dismiss(left) == .noMember)
        #expect(try await team.open(as: team.owner).dismiss(team.owner) == .owner)
        #expect(try await team.open(as: team.owner).admit("nosuch", as: .viewer) == .noLogin)
        for login in [team.stray, left] {
            #expect(try rights(of: login, team).values.allSatisfy { $0 == "" })
            #expect(try callable(login, team).isEmpty)
            #expect(try team.tries(login, "SELECT * FROM account_sync.workspace") == "42501")
            let address = try team.address(login)
            #expect(throws: StoreFailure.server(path: address.name, .noMember)) { try TeamStore.open(address) }
        }
        // What somebody else grants by hand is not enough.
        try team.tamper(
            "GRANT USAGE ON SCHEMA account_sync TO \(left); GRANT ALL ON ALL TABLES IN SCHEMA account_sync TO \(left)"
        )
        #expect(try team.tries(left, "INSERT INTO holds (system) VALUES ('x')") == "AS006")
        #expect(try team.tries(left, "UPDATE systems SET disabled = true") == "AS006")
        #expect(
            try team.tries(left, "INSERT INTO members (login, role) VALUES (session_user, 'administrator')") == "AS006"
        )
    }

    @Test func `nobody may call a function but those that are for it, each of which has its own path`() async throws {
        let team = try await Team()
        for role in MemberRole.allCases {
            #expect(try callable(team.login(role), team) == Self.callable(role), "\(role.rawValue)")
        }
        #expect(try callable(team.stray, team).isEmpty)
        #expect(try unpinned(team) == "")
        // The two checks see what they are for.
        try team.tamper("GRANT EXECUTE ON FUNCTION grant_rights(text) TO PUBLIC")
        #expect(try callable(team.login(.viewer), team).contains("grant_rights"))
        try team.tamper("ALTER FUNCTION check_link() SET search_path = pg_temp, account_sync")
        try team.tamper("ALTER FUNCTION admit(text, text, text[]) RESET search_path")
        #expect(try unpinned(team) == "admit\ncheck_link")
    }
}
