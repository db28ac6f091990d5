import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What one member cannot do to all others, and a stranger with rights that somebody granted not at all.
@Suite struct NarrowingTests {
    private static func field(_ others: String = #""kind":"List""#) -> String {
        #"'[{"choices":[{"id":"1","isDefault":true,"name":"User"}],"dataType":"Text","explanation":"","id":"role","#
            + #""isReadOnly":false,"isRequired":true,"name":"Role",\#(others)}]'"#
    }

    private static let fields = field()

    @Test func `the fields of a vendor are written by members of the whole book, as they can be read`() async throws {
        let limited = try await LimitedTeam()
        let (team, whole) = (limited.team, limited.team.login(.administrator))
        let known = try #require(try await team.open(as: team.owner).definitions(of: "Dropbox"))
        for sql in [
            "UPDATE definitions SET fields = \(Self.fields), revision = revision + 1",
            "UPDATE definitions SET fetched = 0",
            "INSERT INTO definitions VALUES ('Other', \(Self.fields), 0, 1)",
        ] { #expect(try team.tries(team.login(.operator), sql) == "AS007", "\(sql)") }
        await #expect(throws: StoreFailure.server(path: try team.address(team.other).name, .scope)) {
            _ = try await team.open(as: team.other).keep(known.fields, of: "Dropbox", fetched: known.fetched)
        }
        try await limited.whole(whole, .administrator)
        for text in [
            "'garbage'", "'{}'", "'[1]'", "'[null]'", #"'[{"name":"Role"}]'"#, Self.field(#""kind":"New""#),
            Self.field(#""more":1"#), Self.fields.replacing(#""id":"role""#, with: #""id":1"#),
            Self.fields.replacing("true", with: "1"), Self.fields.replacing(#"[{"id":"1""#, with: #"[{"id":1"#),
        ] {
            let sql = "UPDATE definitions SET fields = \(text), revision = revision + 1"
            #expect(try team.tries(whole, sql) == "AS002", "\(text)")
        }
        // Whoever sends names the revision of the fields that were looked at.
        #expect(try team.tries(whole, "UPDATE definitions SET fields = \(Self.fields)") == "AS002")
        #expect(try team.tries(whole, "UPDATE definitions SET fields = \(Self.fields), revision = revision + 1") == nil)
        let kept = try await team.open(as: whole).keep(known.fields, of: "Dropbox", fetched: known.fetched)
        #expect(kept.fields == known.fields && kept.revision > known.revision)
    }

    @Test func `a book takes fields of the kinds and the types that this program knows, and of no others`() throws {
        let book = try Book()
        let check = try book.cluster.sql(
            "SELECT pg_get_functiondef('account_sync.check_fields'::regproc)",
            in: book.database
        )
        /// The words between quotes in the list of those that a value may be.
        func words(_ name: String) throws -> Set<String> {
            let begin = try #require(check.firstRange(of: "->> '\(name)' IN ("))
            let list = check[begin.upperBound...].prefix { $0 != ")" }
            return Set(list.split(separator: "'").map(String.init).filter { $0.first?.isLetter == true })
        }
        #expect(try words("kind") == Set(FieldDefinition.Kind.allCases.map(\.rawValue)))
        #expect(try words("dataType") == Set(FieldDefinition.DataType.allCases.map(\.rawValue)))
    }

    @Test func `a turn and a hold are near`() async throws {
        let team = try await Team()
        let member = team.login(.operator)
        let store = try team.open(as: member)
        _ = try await store.reserveTurn(on: "Dropbox", every: .seconds(1), longest: .seconds(9), at: .now())
        try await store.hold("Dropbox", for: .seconds(60), at: .now())
        for moment in ["'infinity'", "'-infinity'", "now() + interval '3 days'"] {
            for sql in [
                "UPDATE paces SET next_turn = \(moment)", "UPDATE paces SET began = \(moment)",
                "UPDATE holds SET held_until = \(moment)",
                "INSERT INTO paces (system, next_turn) VALUES ('Other', \(moment))",
            ] { #expect(try team.tries(member, sql) == "AS002", "\(sql)") }
        }
        // As long as a vendor may say.
        try await store.holdOff("Dropbox", for: .seconds(86_400), at: .now())
        try await store.hold("Dropbox", for: .seconds(86_400), at: .now())
        #expect(try team.tries(member, "UPDATE holds SET held_until = NULL") == nil)
    }

    @Test func `a book that was stopped like this is let go on by the migration`() throws {
        let earlier = Migration.all.filter { $0.version < 14 }
        let book = try Book(like: "template0")
        try TeamStore.create(book.address, migrations: earlier)
        try book.cluster.sql(
            """
            SET search_path = account_sync;
            INSERT INTO paces (system, next_turn) VALUES ('Dropbox', 'infinity');
            INSERT INTO holds (system, held_until) VALUES ('Dropbox', 'infinity');
            """,
            in: book.database
        )
        _ = try TeamStore.open(book.address)
        let left = """
            SELECT count(*) FROM account_sync.paces, account_sync.holds WHERE next_turn <= now() + interval '1 s'
                AND held_until IS NULL
            """
        #expect(try book.cluster.sql(left, in: book.database) == "1")
    }

    @Test func `whoever owns the book through a role of the server is not let out of it`() async throws {
        let team = try await Team(hasLoginsOfItsOwn: true)
        let owner = try team.open(as: team.owner)
        try team.book.cluster.sql("GRANT \(team.owner) TO \(team.other)")
        #expect(try await owner.dismiss(team.other) == .owner)
        try team.book.cluster.sql("REVOKE \(team.owner) FROM \(team.other)")
        #expect(try await owner.dismiss(team.other) == .done)
    }

    @Test func `a stranger with every right by hand changes nothing of how states follow each other`() async throws {
        let team = try await Team(hasLoginsOfItsOwn: true)
        try team.book.cluster.sql(
            """
            GRANT USAGE ON SCHEMA account_sync TO \(team.stray);
            GRANT ALL ON ALL TABLES IN SCHEMA account_sync TO \(team.stray);
            """,
            in: team.book.database
        )
        for sql in ["TRUNCATE edges", "DELETE FROM edges", "DELETE FROM owed"] {
            #expect(try team.tries(team.stray, sql) == "AS006", "\(sql)")
        }
    }

    @Test func `whoever is let out while a book is open is told that, and not that it is none`() async throws {
        let team = try await Team()
        let store = try team.open(as: team.other)
        _ = try await store.version()
        #expect(try await team.open(as: team.owner).dismiss(team.other) == .done)
        await #expect(throws: StoreFailure.server(path: store.path, .noMember)) {
            _ = try await store.row(id: Samples.direct.id)
        }
        await #expect(throws: StoreFailure.server(path: store.path, .noMember)) {
            _ = try await store.begin(.sample(1), at: .now())
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `whoever is let out while they watch a book is told that, and not that it is none`() async throws {
        let team = try await Team()
        let store = try team.open(as: team.other)
        var changes = store.mayHaveChanged().makeAsyncIterator()
        var reach = store.reach().makeAsyncIterator()
        await changes.next()
        #expect(try await team.open(as: team.owner).dismiss(team.other) == .done)
        let told = await reach.next()
        guard case .some(.some(.server(_, .noMember))) = told else {
            Issue.record("\(String(describing: told))")
            return
        }
        withExtendedLifetime(changes) {}
    }
}
