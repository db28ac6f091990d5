import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What a member says with SQL of their own that no call of the program says: of the log, of attempts, links, items and accounts.
@Suite struct GuardTests {
    private static let account = "'\(Samples.direct.id)'"
    private static let told = "written_in = pg_current_xact_id(), revision = revision + 1"

    /// A team, and a link that an operator's attempt has left in doubt.
    private func teamInDoubt() async throws -> Team {
        let team = try await Team()
        let store = try team.open(as: team.login(.operator))
        _ = try await store.commit(Intent.sample().by(store.login))
        _ = try await store.commit(.inDoubt(.status(502)), of: "a", at: .now())
        return team
    }

    /// A line by the function that writes them, about the link as it is.
    private static func seal(
        _ event: String = "probe",
        state: String = "in doubt",
        attempt: String = "attempt",
        finding: String = "'absent'",
        at: String = Team.moment(),
        of account: String = account
    ) -> String {
        """
        SELECT seal(gen_random_uuid(), ARRAY['\(event)'], ARRAY[\(attempt)::text], ARRAY[account::text], ARRAY[system::text],
            ARRAY[generation], ARRAY['\(state)'], ARRAY[external_id::text], ARRAY[\(finding)]::text[], ARRAY[NULL]::text[],
            ARRAY[\(at)]::text[], ARRAY[session_user::text]) FROM links WHERE account = \(account);
        """
    }

    // MARK: The log

    @Test func `nobody adds a line or counts a change but by the functions that do both`() async throws {
        let team = try await teamInDoubt()
        for role in MemberRole.allCases {
            for sql in [
                "INSERT INTO log SELECT * FROM log", "INSERT INTO log (number) VALUES (9)",
                "UPDATE workspace SET entries = entries + 1",
                "INSERT INTO commits (id, version, written_in) VALUES (gen_random_uuid(), 1, pg_current_xact_id())",
            ] { #expect(try team.tries(team.login(role), sql) == "42501", "\(role.rawValue): \(sql)") }
            let counting = "UPDATE workspace SET changes = changes + 1"
            #expect(try team.tries(team.login(role), counting) == (role == .administrator ? nil : "42501"))
        }
        #expect(try team.tries(team.other, Self.seal()) == nil)
    }

    private static func moment(_ wall: String = Team.wall(), uptime: String = "0,1", boot: String = "b") -> String {
        #"('{"boot":"\#(boot)","uptime":[\#(uptime)],"wall":' || \#(wall) || '}')"#
    }

    /// Moments that the server would take for one of now.
    private static let unreadable = [
        // The program reads the first of two.
        #"('{"boot":"b","uptime":[0,1],"wall":1,"wall":' || \#(Team.wall()) || '}')"#,
        #"('{"wall":' || \#(Team.wall()) || '}')"#, #"('{"boot":"b","wall":' || \#(Team.wall()) || '}')"#,
        #"('{"boot":"b","uptime":[0,1],"other":1,"wall":' || \#(Team.wall()) || '}')"#,
        moment(uptime: "-1,1"), moment(uptime: "0,18446744073709551616"), moment(uptime: "99999999999,1"),
        moment(uptime: "0"), moment(uptime: "0,1.5"), moment(boot: ""),
        " " + moment() + " || ' '",
    ]

    @Test func `a line is taken in the form in which everybody reads it`() async throws {
        let team = try await teamInDoubt()
        for at in Self.unreadable { #expect(try team.tries(team.other, Self.seal(at: at)) == "AS002", "\(at)") }
        // Half a character is no JSON here.
        #expect(try team.tries(team.other, Self.seal(at: Self.moment(boot: #"\ud800"#))) == "22P02")
        for finding in ["NULL", "'perhaps'", "''"] {
            #expect(try team.tries(team.other, Self.seal(finding: finding)) == "AS002", "\(finding)")
        }
        #expect(
            try team.tries(team.other, Self.seal(at: Self.moment(uptime: "9999999999,18446744073709551615"))) == nil
        )
        #expect(try team.tries(team.other, Self.seal()) == nil)
        let store = try team.open(as: team.owner)
        #expect(try await store.history(of: Samples.direct.id, limit: 9).count == 4)
        // The control: without the check the log is unreadable, and stays so.
        try team.tamper("ALTER TABLE log DISABLE TRIGGER readable")
        #expect(try team.tries(team.other, Self.seal(at: Self.unreadable[1])) == nil)
        await #expect(throws: StoreFailure.self) { try await store.history(of: Samples.direct.id, limit: 9) }
    }

    // MARK: Attempts

    /// A send of another account, as the program writes one, but for its intent.
    private static func sending(
        _ intent: String,
        email: String = "",
        claim: String = "claim_key",
        changed: String = Team.wall()
    ) -> String {
        """
        INSERT INTO workers (id, lease_until) VALUES ('own', now() + interval '1 minute');
        INSERT INTO links (account, system, claim_key, generation, state, options, attempt, email, changed, by, owner)
            SELECT '\(Samples.reseller.id)', name, \(claim), 1, 'sending', '{}', 'new', '\(email)', \(changed), session_user, 'own'
            FROM systems;
        INSERT INTO attempts SELECT 'new', account, system, claim_key, 1, \(intent), '' FROM links
            WHERE account = '\(Samples.reseller.id)';
        \(seal("intent", state: "sending", finding: "NULL", of: "'\(Samples.reseller.id)'"))
        """
    }

    @Test func `an attempt is taken in the form in which everybody reads it`() async throws {
        let team = try await teamInDoubt()
        let intents = [
            Team.intent(and: #","by":"x""#), Team.intent(["deadline": ""]), Team.intent(["other": "1"]),
            Team.intent(["account": #""1""#]), Team.intent(["generation": "-1"]), Team.intent(["system": "1e99"]),
            Team.intent(["claim": #""second""#]), Team.intent(["begun": "1"]), Team.intent(["options": "[]"]),
            Team.intent(["options": #"{"a":"1","a":"2"}"#]), Team.intent(["options": #"{"a":1}"#]),
            Team.intent(["owner": #""\ud800""#]), Team.intent(["traits": "null"]), Team.intent(["parent": "1"]),
            "'{}'", "'[]'",
        ]
        for intent in intents { #expect(try team.tries(team.other, Self.sending(intent)) == "AS002", "\(intent)") }
        for intent in ["'x'", Team.intent(["begun": ""], and: ",")] {
            #expect(try team.tries(team.other, Self.sending(intent)) == "22P02", "\(intent)")
        }
        // Of another email than the one that was asked about, or since another time.
        #expect(try team.tries(team.other, Self.sending(Team.intent(), email: "x@y")) == "AS002")
        let earlier = Self.sending(Team.intent(), changed: Team.wall("now() - interval '1 hour'"))
        #expect(try team.tries(team.other, earlier) == "AS003")
        let whole = Team.intent(["traits": #"{"name":"x"}"#, "parent": #""p""#, "parentExternalID": #""1""#])
        #expect(try team.tries(team.other, Self.sending(whole)) == nil)
        let reader = try team.open(as: team.owner)
        #expect(try await reader.history(of: Samples.reseller.id, limit: 9).count == 1)
    }

    // MARK: Links

    @Test func `a link keeps the claim of its system, its attempt, its id and its time`() async throws {
        let team = try await teamInDoubt()
        func changed(_ sets: String, _ line: String = Self.seal()) -> String {
            "UPDATE links SET \(sets), by = session_user WHERE account = \(Self.account);\(line)"
        }
        let adopted = "state = 'synchronized', origin = 'adopted'"
        let line = Self.seal("adopted", state: "synchronized", finding: "NULL")
        let tries = [
            (changed("claim_key = 'another'"), "AS002"), (changed("attempt = NULL"), "AS002"),
            (changed("attempt = 'new'"), "AS002"), (changed("email = 'x@y'"), "AS002"),
            (changed("changed = -1e9"), "AS003"),
            (changed("changed = \(Team.wall("now() + interval '1 hour'"))"), "AS003"),
            (changed("\(adopted), external_id = 'X-1'", line), "AS002"),
            (changed("\(adopted), external_id = 'X-1', external_key = 'X-2'", line), "AS002"),
            (changed("\(adopted), external_id = 'XX', external_key = 'X'", line), "AS002"),
            (changed("\(adopted), external_id = 'X-1', external_key = 'X-1', attempt = NULL", line), "AS002"),
        ]
        for (sql, code) in tries { #expect(try team.tries(team.other, sql) == code, "\(sql)") }
        // A new link as well.
        let claimed = Self.sending(Team.intent(), claim: "'another'")
        #expect(try team.tries(team.other, claimed) == "AS002")
        let found = """
            INSERT INTO links (account, system, claim_key, generation, state, options, changed, by, external_id, external_key)
                SELECT '\(Samples.reseller.id)', name, claim_key, 1, 'already at the vendor', '{}', \(Team.wall()), session_user,
                    ' X-1 ', 'X-1' FROM systems;
            \(Self.seal("found", state: "already at the vendor", finding: "NULL", of: "'\(Samples.reseller.id)'"))
            """
        #expect(try team.tries(team.other, found.replacing("claim_key, 1", with: "'another', 1")) == "AS002")
        #expect(try team.tries(team.other, found) == nil)
        let right = changed(
            "\(adopted), external_id = E' X-é\\t', external_key = 'X-é', changed = \(Team.wall())",
            line
        )
        #expect(try team.tries(team.other, right) == nil)
    }

    @Test func `without that check an account in doubt is free for the same vendor under another name`() async throws {
        let team = try await teamInDoubt()
        try team.tamper("ALTER TABLE links DISABLE TRIGGER marks_stay")
        let freed = "UPDATE links SET claim_key = 'another', by = session_user;\(Self.seal())"
        #expect(try team.tries(team.other, freed) == nil)
    }

    @Test func `an insertion that waits for another session to take the row away is checked like any`() async throws {
        let team = try await Team()
        func line(_ event: String, _ state: String) -> String {
            """
            SELECT seal(gen_random_uuid(), ARRAY['\(event)'], ARRAY[NULL]::text[], ARRAY[\(Self.account)], ARRAY['Dropbox'],
                ARRAY[1::bigint], ARRAY['\(state)'], ARRAY['x'], ARRAY[NULL]::text[], ARRAY[NULL]::text[],
                ARRAY[\(Team.moment())]::text[], ARRAY[session_user::text]);
            """
        }
        func found(_ by: String = "session_user", _ generation: Int = 1) -> String {
            """
            INSERT INTO links (account, system, claim_key, generation, state, options, changed, by, external_id, external_key)
                SELECT \(Self.account), name, claim_key, \(generation), 'already at the vendor', '{}', \(Team.wall()), \(by), 'x', 'x'
                FROM systems;
            \(line("found", "already at the vendor"))
            """
        }
        let adopted = """
            UPDATE links SET state = 'synchronized', origin = 'adopted', by = session_user;
            \(line("adopted", "synchronized"))
            """
        let leaving = "DELETE FROM links; \(line("unlinked", "not synchronized")) SELECT pg_sleep(3)"
        let (other, database) = (team.other, team.book.database)
        for (by, generation) in [("'x'", 1), ("session_user", 9), ("session_user", 1)] {
            #expect(try team.tries(team.login(.operator), found()) == nil)
            #expect(try team.tries(team.login(.operator), adopted) == nil)
            let taking = Task.detached { try team.tries(other, leaving) }
            let asleep =
                "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' AND wait_event = 'PgSleep'"
            let limit = ContinuousClock.now + .seconds(20)
            while try team.book.cluster.sql(asleep) == "0", .now < limit {
                try await Task.sleep(for: .milliseconds(20))
            }
            let isRight = by == "session_user" && generation == 1
            #expect(try team.tries(team.login(.operator), found(by, generation)) == (isRight ? nil : "AS002"))
            #expect(try await taking.value == nil)
        }
    }

    // MARK: Runs

    @Test func `what came of an item is said in its writer's name, and when a run ended at its time`() async throws {
        let team = try await Team()
        let (author, other) = (try team.open(as: team.login(.operator)), team.other)
        var run = NewRun.sample(2)
        run.by = author.login
        _ = try await author.begin(run, at: .now())
        func recorded(_ by: String, _ at: String = Team.wall(), _ more: String = "") -> String {
            "UPDATE run_items SET result = 'refused', by = \(by), at = \(at), counts = true \(more) WHERE place = 0"
        }
        let (past, future) = (Team.wall("now() - interval '1 hour'"), Team.wall("now() + interval '1 hour'"))
        for sql in [
            recorded("'\(author.login)'"), recorded("session_user", past), recorded("session_user", future),
            recorded("NULL"),
            recorded("session_user", "NULL"), "UPDATE run_items SET by = session_user WHERE place = 0",
            "UPDATE run_items SET result = 'synchronized', by = '\(author.login)', at = \(Team.wall())",
            #"UPDATE runs SET ending = '{"kind":"stopped"}'"#,
        ] { #expect(try team.tries(other, sql) == "AS002", "\(sql)") }
        for sql in [
            #"UPDATE runs SET ending = '{"kind":"stopped"}', ended = 0"#,
            "UPDATE runs SET stopped_by = session_user, stopped_at = 0",
            """
            INSERT INTO runs (system, hash, size, limits, by, begun, detached, plan)
                VALUES ('Dropbox', 'h', 1, '{}', session_user, \(future), true, '{}')
            """,
        ] { #expect(try team.tries(other, sql) == "AS003", "\(sql)") }
        #expect(try team.tries(other, recorded("session_user", Team.wall(), ", written_in = '3'")) == nil)
        // Whoever follows the run hears of it all the same.
        let hidden = "SELECT count(*) FROM account_sync.run_items WHERE written_in = '3'"
        #expect(try team.book.cluster.sql(hidden, in: team.book.database) == "0")
    }

    // MARK: Accounts, members, homes

    @Test func `an account that changes is another revision, and noted for whoever follows`() async throws {
        let team = try await Team()
        let sets = [
            "name = 'Evil'", "email = 'x@y', email_folded = 'x@y'", "country = 'XX'", "storefront = NOT storefront",
        ]
        for sets in sets {
            for sql in [
                "UPDATE accounts SET \(sets)", "UPDATE accounts SET \(sets), revision = revision + 1",
                "UPDATE accounts SET \(sets), written_in = pg_current_xact_id()",
                "UPDATE accounts SET \(sets), written_in = '3', revision = revision + 1",
            ] { #expect(try team.tries(team.other, sql) == "AS002", "\(sql)") }
            #expect(try team.tries(team.other, "UPDATE accounts SET \(sets), \(Self.told)") == nil, "\(sets)")
        }
        #expect(try team.tries(team.other, "UPDATE accounts SET search = search") == nil)
    }

    @Test func `a group is no member, and a home is named by who accepts it`() async throws {
        let team = try await Team()
        let group = "group_\(team.book.database)"
        try team.book.cluster.sql("CREATE ROLE \(group) NOLOGIN")
        let verdict = try await team.open(as: team.owner).admit(group, as: .viewer)
        #expect(verdict == .noLogin)
        let home = "INSERT INTO homes (place, at, by) VALUES ('{}', 0, 'x')"
        #expect(try team.tries(team.login(.administrator), home) == "AS002")
    }
}
