import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TestKit
import Testing

@testable import TeamStore

/// Books of an earlier version.
@Suite struct MigrationTests {
    private func bookOfVersion1() throws -> (cluster: PrivateCluster, database: String, address: BookAddress) {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        let address = try BookAddress(cluster.address(of: database), environment: [:])
        try TeamStore.create(address, migrations: [.tables])
        return (cluster, database, address)
    }

    @Test func `a book of version 1 is brought up by its owner, and announced before`() async throws {
        let (cluster, database, address) = try bookOfVersion1()
        let version = "SELECT version || ' ' || least_version FROM account_sync.workspace"
        #expect(try cluster.sql(version, in: database) == "1 1")
        var seen: [String?] = []
        let store = try TeamStore.open(address, willUpgrade: { seen.append(try? cluster.sql(version, in: database)) })
        #expect(seen == ["1 1"])
        // Programs that know nothing of members are refused.
        #expect(try cluster.sql(version, in: database) == "\(Schema.known) 10")
        #expect(try await store.home().away == nil)
        let id = try await store.begin(.sample(3), at: Samples.moment())
        #expect(try await store.take([1], of: id, within: RunLimits(), at: Samples.moment()) == .taken([1]))
        _ = try TeamStore.open(address, willUpgrade: { Issue.record("twice") })
        #expect(throws: StoreFailure.readOnly) {
            try TeamStore.open(try bookOfVersion1().address, isReadOnly: true)
        }
    }

    @Test func `another login leaves an earlier book to its owner, and says so`() throws {
        let (cluster, database, address) = try bookOfVersion1()
        let user = "member_\(database)"
        try cluster.sql(
            """
            CREATE ROLE \(user) LOGIN; GRANT USAGE ON SCHEMA account_sync TO \(user);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA account_sync TO \(user);
            """,
            in: database
        )
        let theirs = try BookAddress(cluster.address(of: database, user: user), environment: [:])
        for isReadOnly in [false, true] {
            #expect(
                throws: StoreFailure.server(path: address.name, .olderBook(found: 1, known: Schema.known))
            ) {
                try TeamStore.open(theirs, isReadOnly: isReadOnly, willUpgrade: { Issue.record("announced") })
            }
        }
        let version = "SELECT version FROM account_sync.workspace"
        #expect(try cluster.sql(version, in: database) == "1")
    }

    @Test func `whoever might write and read links may write and read runs`() async throws {
        let (cluster, database, address) = try bookOfVersion1()
        let (writer, reader) = ("writer_\(database)", "reader_\(database)")
        try cluster.sql(
            """
            CREATE ROLE \(writer) LOGIN; CREATE ROLE \(reader) LOGIN;
            GRANT USAGE ON SCHEMA account_sync TO \(writer), \(reader);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA account_sync TO \(writer);
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA account_sync TO \(writer);
            GRANT SELECT ON ALL TABLES IN SCHEMA account_sync TO \(reader);
            """,
            in: database
        )
        _ = try TeamStore.open(address)
        func open(_ user: String, isReadOnly: Bool) throws -> TeamStore {
            let address = try BookAddress(cluster.address(of: database, user: user), environment: [:])
            return try TeamStore.open(address, isReadOnly: isReadOnly)
        }
        let (writing, reading) = (try open(writer, isReadOnly: false), try open(reader, isReadOnly: true))
        #expect(writing.role == .operator && reading.role == .viewer)
        var run = NewRun.sample(3)
        run.by = writer
        let id = try await writing.begin(run, at: .now())
        #expect(try await writing.take([1], of: id, within: RunLimits(), at: .now()) == .taken([1]))
        _ = try await writing.reserveTurn(on: "Dropbox", every: .seconds(1), longest: .zero, at: .now())
        #expect(try await reading.runs(limit: 3).map(\.id) == [id])
        let rights = """
            SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = '\(reader)'
            AND table_name IN ('runs', 'run_items', 'paces', 'holds') AND privilege_type <> 'SELECT'
            """
        #expect(try cluster.sql(rights, in: database) == "0")
        // What the writer had been granted by hand is gone: it writes what an operator does.
        #expect(cluster.refusal(of: "DELETE FROM account_sync.systems", in: database, as: writer) == "42501")
    }

    @Test func `a book of version 10 with rows in it goes on as before`() async throws {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        let address = try BookAddress(cluster.address(of: database), environment: [:])
        try TeamStore.create(address, migrations: Migration.all.filter { $0.version <= 10 })
        let before = Book(cluster: cluster, database: database)
        // A program of that version wrote in the same words.
        try cluster.sql("UPDATE account_sync.workspace SET version = \(Schema.known)", in: database)
        var dying: TeamStore? = try before.open()
        try await Book.furnish(#require(dying))
        _ = try await dying?.commit(.sample())
        _ = try await dying?.commit(.sample(Samples.reseller, "b"))
        _ = try await dying?.commit(.created("DBX-1"), of: "b", at: Samples.moment(1))
        _ = try await dying?.commit(.sample(Samples.customer, "c"))
        dying = nil
        try cluster.sql("UPDATE account_sync.workspace SET version = 10", in: database)
        let store = try TeamStore.open(address)
        #expect(
            try cluster.sql("SELECT version || ' ' || least_version FROM account_sync.workspace", in: database)
                == "\(Schema.known) 10"
        )
        #expect(try await store.takeOver(at: Samples.moment(2), by: "t").map(\.state) == [.inDoubt, .inDoubt])
        guard case .recorded = try await store.commit(.created("DBX-2"), of: "a", at: Samples.moment(3)) else {
            Issue.record("not recorded")
            return
        }
        #expect(try await store.row(id: Samples.reseller.id)?.links["Dropbox"]?.state == .synchronized)
        let check = try await store.check()
        #expect(check.fault == nil && check.count == 7)
    }

    @Test func `every version in between is brought up to the same schema`() throws {
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
        #expect(Migration.all.allSatisfy { $0.leastKnown <= $0.version })
        let cluster = try PrivateCluster.shared()
        func columns(_ migrations: [Migration]) throws -> String {
            let database = try cluster.database()
            let address = try BookAddress(cluster.address(of: database), environment: [:])
            try TeamStore.create(address, migrations: migrations)
            _ = try TeamStore.open(address)
            return try cluster.sql(
                """
                SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
                WHERE table_schema = 'account_sync' ORDER BY 1, 2
                """,
                in: database
            )
        }
        let new = try columns(Migration.all)
        for steps in 1..<Migration.all.count { #expect(try columns(Array(Migration.all.prefix(steps))) == new) }
    }

    // MARK: Those who read meanwhile

    /// Somebody reads for long, a change of the tables waits behind them, and somebody else wants to read a moment.
    private struct Queue {
        let cluster: PrivateCluster
        let database: String

        func count(_ condition: String) throws -> Int {
            let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' AND \(condition)"
            return Int(try cluster.sql(sql)) ?? 0
        }

        func waitFor(_ condition: String, atLeast least: Int = 1) async throws {
            let limit = ContinuousClock.now + .seconds(60)
            while try count(condition) < least {
                try #require(.now < limit, "\(condition)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        /// Reads until `endReading`.
        func readLong() async throws {
            let sql = "BEGIN; SELECT count(*) FROM account_sync.links; SELECT pg_sleep(300)"
            Thread.detachNewThread { _ = try? cluster.sql(sql, in: database) }
            try await waitFor(Self.reads)
        }

        static let reads = "wait_event = 'PgSleep'"
        static let waits = "wait_event_type = 'Lock'"

        func endReading() throws {
            try cluster.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)' AND \(Self.reads)"
            )
        }

        /// What somebody reads who comes later.
        func readBehind() -> Task<String, any Error> {
            Task {
                try await RawConnection.apart {
                    try cluster.sql("SELECT count(*) FROM account_sync.links", in: database)
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(20)))
    func `an upgrade that waits for a reader lets those pass who came behind it, and goes on in the end`() async throws
    {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        let address = try BookAddress(cluster.address(of: database), environment: [:])
        try TeamStore.create(address, migrations: Migration.all.filter { $0.version <= 12 })
        let queue = Queue(cluster: cluster, database: database)
        try await queue.readLong()
        defer { try? queue.endReading() }
        let upgrading = Task { try await RawConnection.apart { try TeamStore.open(address) } }
        try await queue.waitFor(Queue.waits)
        let behind = queue.readBehind()
        #expect(try await behind.value == "0")
        // The one who was there before still reads, and the upgrade has not given up.
        #expect(try queue.count(Queue.reads) == 1)
        try await queue.waitFor(Queue.waits)
        try queue.endReading()
        let store = try await upgrading.value
        #expect(try await store.home().away == nil)
        let version = "SELECT version FROM account_sync.workspace"
        #expect(try cluster.sql(version, in: database) == "\(Schema.known)")
    }

    /// The control: a change that waits as long as it takes holds up all who come later for as long.
    @Test func `a change of the tables without a limit lets nobody pass`() async throws {
        let book = try await Book.furnished()
        let queue = Queue(cluster: book.cluster, database: book.database)
        try await queue.readLong()
        defer { try? queue.endReading() }
        Thread.detachNewThread {
            _ = try? book.cluster.sql("ALTER TABLE account_sync.links ADD COLUMN other int", in: book.database)
        }
        try await queue.waitFor(Queue.waits)
        let behind = queue.readBehind()
        try await queue.waitFor(Queue.waits, atLeast: 2)
        // Longer than an upgrade keeps anybody waiting.
        try await Task.sleep(for: .seconds(6))
        #expect(try queue.count(Queue.waits) == 2)
        try queue.endReading()
        #expect(try await behind.value == "0")
    }
}
