import PrivateCluster
import Synchronizing
import Testing

@testable import TeamStore

/// Every right of every role on every table and function, as the server has them.
@Suite struct RightsTests {
    /// What each role may do with a table: read, insert, update, delete; a small letter stands for some columns only.
    private static let expected: [String: (viewer: String, operator: String, administrator: String)] = [
        "accounts": ("R", "Riu", "Riu"), "attempts": ("R", "RI", "RI"), "bss": ("R", "Ru", "RIUD"),
        "commits": ("R", "RI", "RI"), "definitions": ("R", "RIu", "RIuD"), "edges": ("R", "R", "R"),
        "emails": ("R", "RIu", "RIu"), "holds": ("R", "RIu", "RIu"), "last_import": ("R", "RID", "RID"),
        "links": ("R", "RIuD", "RIuD"), "log": ("R", "RI", "RI"), "members": ("R", "R", "R"),
        "paces": ("R", "RIu", "RIu"), "refused_rows": ("R", "RiD", "RiD"), "rights": ("R", "R", "R"),
        "run_items": ("R", "Riu", "Riu"), "runs": ("R", "Riu", "Riu"), "systems": ("R", "Ru", "RIUD"),
        "turns": ("R", "Ru", "Ru"), "workers": ("R", "Riu", "Riu"), "workspace": ("R", "Ru", "Ru"),
    ]

    /// The functions that a role may call.
    private static func callable(_ role: MemberRole?) -> Set<String> {
        role == .administrator ? ["admit", "dismiss"] : []
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
                AND (proconfig IS DISTINCT FROM ARRAY['search_path=account_sync, pg_temp']
                    OR NOT prosecdef AND proname <> 'append_only') ORDER BY 1
            """,
            in: team.book.database
        )
    }

    @Test func `each role has each right that it needs on each table, and no other`() async throws {
        let team = try await Team()
        for role in MemberRole.allCases {
            let found = try rights(of: team.login(role), team)
            #expect(Set(found.keys) == Set(Self.expected.keys))
            for (table, right) in Self.expected {
                let wanted =
                    switch role {
                    case .viewer: right.viewer
                    case .operator, .approver: right.operator
                    case .administrator: right.administrator
                    }
                #expect(found[table] == wanted, "\(role.rawValue) on \(table)")
            }
        }
        let sequences = """
            SELECT count(*) FROM pg_class CROSS JOIN pg_roles WHERE relnamespace = 'account_sync'::regnamespace
                AND relkind = 'S' AND rolname LIKE '%\\_\(team.book.database)' AND rolname <> '\(team.owner)'
                AND has_sequence_privilege(pg_roles.oid, pg_class.oid, 'USAGE, SELECT, UPDATE')
            """
        #expect(try team.book.cluster.sql(sequences, in: team.book.database) == "0")
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
        #expect(try team.tries(left, "INSERT INTO holds (system) VALUES ('x')") == "AS001")
        #expect(try team.tries(left, "UPDATE systems SET disabled = true") == "AS001")
        #expect(
            try team.tries(left, "INSERT INTO members (login, role) VALUES (session_user, 'administrator')") == "AS001"
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
        #expect(try callable(team.login(.viewer), team) == ["grant_rights"])
        try team.tamper("ALTER FUNCTION check_link() SET search_path = pg_temp, account_sync")
        try team.tamper("ALTER FUNCTION admit(text, text) RESET search_path")
        #expect(try unpinned(team) == "admit\ncheck_link")
    }
}
