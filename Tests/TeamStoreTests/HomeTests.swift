import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TestKit
import Testing

@testable import TeamStore

/// Books on servers that were copied, restored and promoted.
@Suite struct HomeTests {
    private func expectAway(_ parts: [Home.Part], _ store: TeamStore) async throws {
        #expect(try await store.home().away == parts)
        await #expect(throws: StoreFailure.away(path: store.path, parts)) { try await store.commit(.sample()) }
        #expect(try await store.history(of: nil, limit: 9).isEmpty)
    }

    private func expectCommitted(_ store: TeamStore) async throws {
        guard case .committed = try await store.commit(Intent.sample().by(store.login)) else {
            Issue.record("not committed")
            return
        }
    }

    /// A copy of a book's database; it can be made once nobody is connected any more.
    private func copy(of book: Book) async throws -> Book {
        let users = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(book.database)'"
        for _ in 0..<1_200 where try book.cluster.sql(users) != "0" { try await Task.sleep(for: .milliseconds(50)) }
        return Book(
            cluster: book.cluster,
            database: try book.cluster.database(like: book.database, isAway: true)
        )
    }

    @Test func `from a copied database nothing is sent, until its owner makes it the home`() async throws {
        let store = try await copy(of: try await Book.furnished()).open()
        try await expectAway([.database], store)
        let here = try await store.home().here
        #expect(try await store.settle(at: here, on: Samples.moment().wall, by: "anna"))
        try await expectCommitted(store)
    }

    @Test func `an operator sees the same place, and an administrator alone says where the home is`() async throws {
        let team = try await Team()
        let (book, member) = (team.book, team.login(.operator))
        let store = try team.open(as: member)
        let reading = try await store.home()
        #expect(Set(reading.here.parts.keys) == [.server, .timeline, .database, .tables])
        #expect(reading.away == nil)
        try await expectCommitted(store)
        await #expect(throws: StoreFailure.server(path: store.path, .role(.operator))) {
            try await store.settle(at: reading.here, on: Samples.moment().wall, by: member)
        }
        for statement in ["UPDATE account_sync.homes SET by = 'ben'", "DELETE FROM account_sync.homes"] {
            #expect(throws: (any Error).self) {
                try book.cluster.sql("SET ROLE \(member); \(statement)", in: book.database)
            }
        }
        #expect(try await store.home().homes == reading.homes)
        let administrator = try team.open(as: team.login(.administrator))
        #expect(try await administrator.settle(at: reading.here, on: Date(), by: administrator.login))
        #expect(try await store.home().homes.count == reading.homes.count + 1)
    }

    @Test func `a login that may not ask which server it is goes by what it may ask`() async throws {
        let book = try await Book.furnished()
        let member = "blind_\(book.database)"
        try book.cluster.sql(
            """
            CREATE ROLE \(member) LOGIN; SELECT account_sync.admit('\(member)', 'operator');
            REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC;
            REVOKE EXECUTE ON FUNCTION pg_walfile_name(pg_lsn) FROM PUBLIC;
            """,
            in: book.database
        )
        let address = try BookAddress(book.cluster.address(of: book.database, user: member), environment: [:])
        let store = try TeamStore.open(address)
        #expect(Set(try await store.home().here.parts.keys) == [.database, .tables])
        try await expectCommitted(store)
    }

    @Test func `tables that were read back from a dump into the same database are another place`() async throws {
        let book = try await Book.furnished()
        let dump = try ChildProcess(
            [
                "/bin/sh", "-c",
                """
                bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
                "$bin/pg_dump" -h "$1" -U postgres --schema=account_sync "$2" >"$1.$2.sql" || exit 1
                psql -X -q -h "$1" -U postgres -d "$2" -c 'DROP SCHEMA account_sync CASCADE' >/dev/null 2>&1 || exit 2
                psql -X -q -v ON_ERROR_STOP=1 -h "$1" -U postgres -d "$2" -f "$1.$2.sql" >/dev/null || exit 3
                rm "$1.$2.sql"
                """,
                "sh", book.cluster.folder, book.database,
            ]
        )
        #expect(await dump.end() == 0)
        try await expectAway([.tables], try book.open())
    }

    @Test func `a promoted standby is another place, also for a session that was open before`() async throws {
        let book = try await Book.alone()
        let standby = try Standby(of: book.cluster)
        let address = try BookAddress(
            standby.address(of: book.database),
            environment: [:]
        )
        let store = try TeamStore.open(address)
        #expect(try await store.home().here.parts[.timeline] == nil, "a standby writes no log")
        let followed = try #require(try await book.open().home().durability)
        #expect(followed.standbys == 1 && followed.weaknesses.contains(.standbys))
        await #expect(throws: StoreFailure.server(path: address.name, .standby)) { try await store.commit(.sample()) }
        try standby.promote()
        try await expectAway([.timeline], store)
        try await expectAway([.timeline], try TeamStore.open(address))
        #expect(try await store.home().here.parts[.timeline] == "00000002")
        try await expectCommitted(try book.open())
    }
}
