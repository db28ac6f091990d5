import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What the database lets a member see and do who is limited to some resellers, whatever program asks.
@Suite struct ScopeTests {
    /// The tables of which some rows are about accounts.
    private static let limited: Set<String> = [
        "accounts", "links", "attempts", "log", "run_items", "runs", "emails", "last_import", "refused_rows", "scopes",
    ]

    @Test func `no role sees in any table a row that tells of another account`() async throws {
        let limited = try await LimitedTeam()
        let all = try limited.outside(as: limited.team.owner)
        #expect(Set(all.filter { $0.value.outside > 0 }.keys) == Self.limited)
        for role in MemberRole.allCases {
            let found = try limited.outside(as: limited.team.login(role))
            // The parent of a reseller that is seen is named by its id, and by nothing else.
            let telling = found.filter { $0.value.outside > 0 }
            #expect(Set(telling.keys) == ["accounts"] && telling["accounts"]?.outside == 1, "\(role): \(telling)")
            #expect(found["accounts"]?.rows == 4 && found["links"]?.rows == 1 && found["log"]?.rows == 2)
            #expect(found["runs"]?.rows == 1 && found["run_items"]?.rows == 3 && found["attempts"]?.rows == 1)
        }
    }

    @Test func `a table whose policy is missing is noticed`() async throws {
        let limited = try await LimitedTeam()
        let login = limited.team.login(.viewer)
        for table in Self.limited.subtracting(["accounts"]) {
            try limited.team.tamper("ALTER TABLE \(table) DISABLE ROW LEVEL SECURITY")
            #expect(try limited.outside(as: login)[table]?.outside ?? 0 > 0, "\(table)")
            try limited.team.tamper("ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY")
        }
    }

    @Test func `nothing outside can be written, by whatever role`() async throws {
        let limited = try await LimitedTeam()
        let columns = """
            name, kind, email, country, phone, website, first_name, last_name, line1, line2, city, post_code, state, \
            storefront, created, updated, revision, search, name_folded, email_folded, depth
            """
        func added(_ code: String, _ path: String, below parent: String?) -> String {
            """
            INSERT INTO accounts (id, code, parent, path, \(columns)) SELECT '\(code)', '\(code)',
                \(parent.map { "'\($0)'" } ?? "NULL"), '\(path)' || chr(1) || '\(code)', \(columns)
            FROM accounts WHERE code = 'C-1'
            """
        }
        let told = "written_in = pg_current_xact_id(), revision = revision + 1"
        let tries = [
            added("N-1", "R-2", below: "outside-r"): "42501",
            // Said to be below a reseller that is seen, and put below another one; and the other way round.
            added("N-2", "R-1", below: "outside-r"): "AS002", added("N-3", "R-2", below: "1"): "42501",
            added("C-2", "R-1", below: "1"): "23505",
            "UPDATE accounts SET path = 'R-2' || chr(1) || code, parent = 'outside-r', \(told) WHERE code = 'C-1'":
                "42501",
            "UPDATE accounts SET parent = 'outside-r', \(told) WHERE code = 'C-1'": "AS002",
            "UPDATE accounts SET parent = NULL, path = code, depth = 0, \(told) WHERE code = 'C-1'": "42501",
            "UPDATE accounts SET path = 'T-1' || chr(1) || 'R-3' || chr(1) || code WHERE code = 'C-1'": "AS002",
            "INSERT INTO run_items (run, place, account) VALUES (2, 0, 'outside-2')": "42501",
            """
            INSERT INTO links (account, system, claim_key, generation, state, options, changed, by, external_id, external_key)
                SELECT 'outside-top', name, claim_key, 1, 'already at the vendor', '{}', \(Team.wall()), session_user, 'x', 'x'
                FROM systems
            """: "42501",
            "INSERT INTO attempts VALUES ('x', 'outside-2', 'Dropbox', 'k', 1, '{}', '')": "AS002",
            "INSERT INTO emails VALUES ('k', 'x@y')": "42501",
            "INSERT INTO refused_rows (source, line, reason) VALUES ('file', 1, '')": "AS007",
            "DELETE FROM last_import": "AS007", "UPDATE bss SET state = ''": "AS007",
            "INSERT INTO scopes VALUES (session_user, 'outside-r')": "42501", "DELETE FROM scopes": "42501",
            "UPDATE members SET limited = false": "42501",
        ]
        for role in [MemberRole.operator, .approver, .administrator] {
            let login = limited.team.login(role)
            for (sql, code) in tries {
                let found = try limited.team.tries(login, sql)
                #expect(found == code, "\(role.rawValue): \(sql) gives \(found ?? "nothing")")
            }
            for sql in [
                "UPDATE accounts SET name = 'x' WHERE code = 'C-2'",
                "UPDATE links SET asked = '' WHERE account = 'outside-2'",
                "DELETE FROM links WHERE account = 'outside-2'",
                "UPDATE runs SET stopped_by = session_user WHERE number = 1",
                "UPDATE run_items SET result = 'x' WHERE account = 'outside-2'",
            ] {
                let counted =
                    "DO $$ BEGIN \(sql); IF FOUND THEN RAISE EXCEPTION '' USING ERRCODE = 'ZZ001'; END IF; END $$"
                let found = try limited.team.tries(login, counted)
                #expect(found == nil, "\(role.rawValue): \(sql) gives \(found ?? "")")
            }
        }
        let approver = limited.team.login(.approver)
        #expect(try limited.team.tries(approver, "INSERT INTO approvals (run, hash) VALUES (1, 'hash')") != nil)
        for sql in [
            "SELECT admit(session_user::text, 'administrator', '{}')", "SELECT dismiss('\(limited.team.other)')",
            "INSERT INTO homes (place, at, by) VALUES ('', 0, session_user)",
            "UPDATE workspace SET closing = 'x', changes = changes + 1",
            "INSERT INTO approval_rules (most) VALUES (NULL)", "DELETE FROM systems",
        ] { #expect(try limited.team.tries(limited.team.login(.administrator), sql) == "AS007", "\(sql)") }
    }

    @Test func `no code holds what joins the codes of a path`() async throws {
        let limited = try await LimitedTeam()
        for (code, refused) in [
            ("'R-1' || chr(1) || 'C-1'", "AS002"), ("'R-1' || chr(2)", "42501"), ("'R-9'", "42501"),
        ] {
            let sql = """
                DO $$ BEGIN
                    UPDATE accounts SET parent = NULL, depth = 0, code = \(code), path = \(code),
                        written_in = pg_current_xact_id(), revision = revision + 1 WHERE code = 'C-1';
                    SET CONSTRAINTS ALL IMMEDIATE;
                END $$
                """
            #expect(try limited.team.tries(limited.team.login(.operator), sql) == refused, "\(code)")
        }
    }

    /// Calls a function, which remembers what it was given, in a condition on all accounts; returns that.
    private func leaked(_ limited: LimitedTeam, _ marked: String = "") throws -> Set<String> {
        let login = limited.team.login(.viewer)
        let told = try limited.team.book.cluster.sql(
            """
            SET SESSION AUTHORIZATION \(login); SET search_path = account_sync, pg_temp;
            CREATE TEMPORARY TABLE told (code text);
            CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
                $$ BEGIN INSERT INTO pg_temp.told VALUES ($1); RETURN true; END $$;
            SET SESSION AUTHORIZATION DEFAULT; \(marked) SET SESSION AUTHORIZATION \(login);
            SELECT count(*) FROM accounts WHERE pg_temp.leak(code); SELECT 'told ' || code FROM told;
            """,
            in: limited.team.book.database
        )
        return Set(told.split(separator: "\n").filter { $0.hasPrefix("told ") }.map { String($0.dropFirst(5)) })
    }

    @Test func `a function in a condition is given nothing that is not seen`() async throws {
        let limited = try await LimitedTeam()
        #expect(try leaked(limited) == Set(LimitedTeam.seen.map(\.rawValue)))
        // The server's administrator could let it through, which shows that the attack is one.
        #expect(try leaked(limited, "ALTER FUNCTION pg_temp.leak(text) LEAKPROOF;").contains("C-2"))
    }

    /// The functions of operators and calls in the policies that are neither leakproof nor ours.
    private func leaking(_ team: Team) throws -> String {
        try team.book.cluster.sql(
            """
            SELECT DISTINCT pg_proc.oid::regprocedure FROM pg_policy
                CROSS JOIN LATERAL regexp_matches(polqual::text, ':(?:opfuncid|funcid) ([0-9]+)', 'g') AS called(number)
                JOIN pg_proc ON pg_proc.oid = number[1]::oid
            WHERE polrelid::regclass::text LIKE 'account_sync.%' AND NOT proleakproof
                AND pronamespace <> 'account_sync'::regnamespace ORDER BY 1
            """,
            in: team.book.database
        )
    }

    @Test func `what the policies compare with tells nothing of a value`() async throws {
        let team = try await Team()
        #expect(try leaking(team) == "")
        try team.tamper("DROP POLICY scope ON accounts; CREATE POLICY scope ON accounts USING (path LIKE 'R-1%')")
        #expect(try leaking(team).contains("like"))
        try team.tamper(
            "DROP POLICY scope ON accounts; CREATE POLICY scope ON accounts USING (strpos(path, 'R-1') = 1)"
        )
        #expect(try leaking(team).contains("strpos"))
    }

    @Test func `a policy by LIKE takes the code of one reseller for another's, and is noticed`() async throws {
        let limited = try await LimitedTeam()
        let login = limited.team.login(.viewer)
        let owner = try limited.team.open(as: limited.team.owner)
        try await owner.write([LimitedTeam.account("R-10", "outside-10", .reseller)])
        #expect(try limited.sql("SELECT count(*) FROM accounts", as: login).hasSuffix("4"))
        try limited.team.tamper(
            "DROP POLICY scope ON accounts; CREATE POLICY scope ON accounts USING (path LIKE 'R-1%')"
        )
        #expect(try limited.outside(as: login)["accounts"]?.outside == 1)
        #expect(try limited.sql("SELECT code FROM accounts", as: login).contains("R-10"))
    }

    private func codes(_ limited: LimitedTeam, _ login: String) throws -> Set<String> {
        let told = try limited.sql("SELECT 'code ' || code FROM accounts", as: login)
        return Set(told.split(separator: "\n").filter { $0.hasPrefix("code ") }.map { String($0.dropFirst(5)) })
    }

    @Test func `what moves is seen where it is, with all that is below it`() async throws {
        let limited = try await LimitedTeam()
        let (viewer, other) = (limited.team.login(.viewer), limited.team.other)
        let owner = try limited.team.open(as: limited.team.owner)
        #expect(try codes(limited, other) == ["R-2", "C-2"])
        // The reseller of a scope moves with its customers, below the reseller of the other one, who sees them now.
        try await owner.write([LimitedTeam.account("R-3", "3", .reseller, below: "outside-r")])
        #expect(try codes(limited, viewer) == ["R-1", "C-1", "R-3", "C-3"])
        #expect(try codes(limited, other) == ["R-2", "C-2", "R-3", "C-3"])
        // A customer leaves a scope, and a reseller gets another code.
        try await owner.write([LimitedTeam.account("N-3", "3-2", .endCustomer, below: "3")])
        try await owner.write([LimitedTeam.account("N-3", "3-2", .endCustomer, below: "outside-top")])
        #expect(try codes(limited, viewer) == ["R-1", "C-1", "R-3", "C-3"])
        try await owner.write([LimitedTeam.account("R-9", "3", .reseller, below: "outside-top")])
        #expect(try codes(limited, viewer) == ["R-1", "C-1", "R-9", "C-3"] && codes(limited, other) == ["R-2", "C-2"])
        #expect(try limited.team.open(as: viewer).scope == .below(["R-1", "R-9"]))
    }

    @Test func `a path that does not follow its parent is refused, whoever writes it`() async throws {
        let limited = try await LimitedTeam()
        let tries = [
            "UPDATE accounts SET parent = 'outside-top' WHERE code = 'C-2'",
            "UPDATE accounts SET path = 'T-1' || chr(1) || 'R-2', parent = 'outside-top', depth = 1 WHERE code = 'R-2'",
            "UPDATE accounts SET code = 'X' WHERE code = 'C-2'", "UPDATE accounts SET depth = 7 WHERE code = 'C-2'",
        ]
        for login in [limited.team.other, limited.team.owner] {
            for sql in tries.dropFirst(login == limited.team.owner ? 0 : 2) {
                #expect(try limited.team.tries(login, sql) == "AS002", "\(login): \(sql)")
            }
        }
        try limited.team.tamper("ALTER TABLE accounts DISABLE TRIGGER path_fits")
        #expect(try limited.team.tries(limited.team.owner, tries[0]) == nil)
        // What its path says is another place than its parent's.
        #expect(try codes(limited, limited.team.other).contains("C-2"), "the check did not see the trick")
    }

    @Test func `whoever is let out sees nothing, and whoever sees every row cannot be limited`() async throws {
        let limited = try await LimitedTeam(hasLoginsOfItsOwn: true)
        let owner = try limited.team.open(as: limited.team.owner)
        let login = limited.team.login(.operator)
        #expect(try await owner.admit(login, as: .viewer, scope: nil) == .done)
        #expect(try limited.team.open(as: login).scope == .below(["R-1", "R-3"]))
        #expect(try await owner.admit(login, as: .viewer, scope: .below(["C-1"])) == .noReseller("C-1"))
        #expect(try await owner.admit(login, as: .viewer, scope: .below(["nosuch"])) == .noReseller("nosuch"))
        #expect(try await owner.members().first { $0.login == login }?.scope == .below(["R-1", "R-3"]))
        #expect(
            try await limited.team.open(as: login).members().first { $0.login == limited.team.other }?.scope
                == .below([])
        )
        #expect(try await owner.admit(login, as: .viewer, scope: .whole) == .done)
        let whole = try codes(limited, login)
        #expect(whole == ["R-1", "C-1", "T-1", "R-3", "C-3", "R-2", "C-2"])
        try limited.team.book.cluster.sql("ALTER ROLE \(limited.team.stray) BYPASSRLS")
        #expect(try await owner.admit(limited.team.stray, as: .viewer, scope: .below(["R-1"])) == .passesBy)
        #expect(try await owner.members().contains { $0.login == limited.team.stray } == false)
        #expect(try await owner.dismiss(limited.team.other) == .done)
        try limited.team.tamper(
            """
            GRANT USAGE ON SCHEMA account_sync TO \(limited.team.other);
            GRANT ALL ON ALL TABLES IN SCHEMA account_sync TO \(limited.team.other);
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA account_sync TO \(limited.team.other)
            """
        )
        #expect(try codes(limited, limited.team.other).isEmpty)
    }
}
