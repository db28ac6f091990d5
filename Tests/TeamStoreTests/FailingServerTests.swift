import Accounts
import Foundation
import Glibc
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import TestKit
import Testing

@testable import TeamStore

/// A server that runs out of something, dies or hangs, each time one of its own: it is told as what it is, and nothing is lost.
@Suite struct FailingServerTests {
    private static let accounts = (0..<3_000)
        .map { number in
            var account = Samples.direct
            (account.id, account.code) = (AccountID("i\(number)"), AccountCode("I-\(number)"))
            account.email = "i\(number)@x.example"
            return account
        }

    /// Imports 3,000 accounts; `meanwhile` happens when two thirds are on their way.
    private func importAll(
        _ store: TeamStore,
        meanwhile: @escaping @Sendable () throws -> Void = {}
    ) async throws(StoreFailure) {
        _ = try await store.changeAccounts { writer throws(StoreFailure) -> Bool? in
            try writer.write(Array(Self.accounts[..<1_000]))
            try writer.write(Array(Self.accounts[1_000..<2_000]))
            do {
                try meanwhile()
            } catch {
                throw .misused(reason: "\(error)")
            }
            try writer.write(Array(Self.accounts[2_000...]))
            return true
        }
    }

    /// What happens only the first time.
    private final class Once: Sendable {
        private let isOver = Atomic(false)

        func callAsFunction(_ body: () throws -> Void) rethrows {
            if !isOver.exchange(true, ordering: .relaxed) { try body() }
        }
    }

    /// Returns once the server is gone.
    private static func crash(_ cluster: PrivateCluster) {
        cluster.crash()
        while (try? cluster.sql("SELECT 1")) != nil { usleep(10_000) }
    }

    private func count(_ book: Book) throws -> String {
        try book.cluster.sql("SELECT count(*) FROM account_sync.accounts", in: book.database)
    }

    // MARK: Dead, and silent

    @Test func `a server that dies in the middle of an import is told at once, and nothing of it is there`()
        async throws
    {
        let book = try await Book.alone()
        let (store, once) = (try book.open(), Once())
        let begun = ContinuousClock.now
        do {
            try await importAll(store) { once { Self.crash(book.cluster) } }
            Issue.record("imported")
        } catch StoreFailure.server(_, .unreachable) {
        }
        #expect(ContinuousClock.now - begun < .seconds(45))
        try await RawConnection.apart { try book.cluster.restart() }
        #expect(try count(book) == "3")
        try await importAll(store)
        #expect(try count(book) == "3003")
        #expect(try await store.check().fault == nil)
    }

    @Test func `a server that starts again in the middle of an import has all of it once`() async throws {
        let book = try await Book.alone()
        let (store, once) = (try book.open(), Once())
        try await importAll(store) { try once { try book.cluster.restart() } }
        #expect(try count(book) == "3003")
        let names = "SELECT count(DISTINCT id) FROM account_sync.accounts WHERE code LIKE 'I-%'"
        #expect(try book.cluster.sql(names, in: book.database) == "3000")
        #expect(try await store.check().fault == nil)
    }

    /// It is tried a second time, so two deadlines are over until it is told: that of a statement and that of a connection.
    @Test(.timeLimit(.minutes(20)))
    func `a server that hangs in the middle of an import is told within its deadlines, and nothing of it is there`()
        async throws
    {
        let book = try await Book.alone()
        let (store, once) = (try book.open(), Once())
        let frozen = Frozen()
        defer { frozen.thaw() }
        let begun = ContinuousClock.now
        await #expect(throws: StoreFailure.server(path: try book.address.name, .noAnswer)) {
            try await importAll(store) { try once { frozen.note(try book.cluster.freeze(book.database)) } }
        }
        #expect(ContinuousClock.now - begun < .seconds(90))
        frozen.thaw()
        #expect(try count(book) == "3")
        // The session that hung may still be on its way out.
        let left = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(book.database)' AND state <> 'idle'"
        let limit = ContinuousClock.now + .seconds(60)
        while try book.cluster.sql(left) != "0", .now < limit { try await Task.sleep(for: .milliseconds(50)) }
        try await importAll(store)
        #expect(try count(book) == "3003")
    }

    private final class Frozen: Sendable {
        private let processes = Mutex<[Int32]>([])

        func note(_ frozen: [Int32]) { processes.withLock { $0 = frozen } }
        func thaw() { processes.withLock { PrivateCluster.thaw($0) } }
    }

    // MARK: Full

    @Test func `all connections of a server are taken: it is told, and another try succeeds`() async throws {
        let book = try await Book.alone()
        // Of its connections, all but three are the administrator's.
        try book.cluster.sql("ALTER SYSTEM SET superuser_reserved_connections = 997")
        try await RawConnection.apart { try book.cluster.restart() }
        try book.cluster.sql(
            "CREATE ROLE few LOGIN; SELECT account_sync.admit('few', 'operator')",
            in: book.database
        )
        let address = try BookAddress(book.cluster.address(of: book.database, user: "few"), environment: [:])
        let full = StoreFailure.server(path: address.name, .tooManyConnections)
        // One each, by which they were opened.
        let store = try TeamStore.open(address)
        var others = [try TeamStore.open(address), try TeamStore.open(address)]
        #expect(throws: full) { try TeamStore.open(address) }
        // Another line of one that is open needs another connection.
        await #expect(throws: full) { try await store.write([Samples.direct]) }
        #expect(others.count == 2)
        others = []
        let users = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'few'"
        let limit = ContinuousClock.now + .seconds(60)
        while try book.cluster.sql(users) != "1", .now < limit { try await Task.sleep(for: .milliseconds(20)) }
        var account = Samples.direct
        (account.phone, account.revision) = ("+49", 2)
        try await store.write([account])
        #expect(try await store.row(id: account.id)?.account.phone == "+49")
    }

    /// A disk of its own for a database, which another file fills up; needs the rights of an administrator of the machine.
    @Test func `the server's disk is full: it is told, nothing is lost, and it goes on once there is room`()
        async throws
    {
        let wrapper = [
            "unshare", "--mount", "/bin/sh", "-c",
            #"mount -t tmpfs -o "size=64m,mode=700,uid=$(id -u postgres),gid=$(id -g postgres)" none /mnt && exec "$@""#,
            "sh",
        ]
        guard geteuid() == 0, await (try ChildProcess(wrapper + ["true"])).end() == 0 else { return }
        let cluster = try await RawConnection.apart { try PrivateCluster(wrapper: wrapper) }
        try cluster.sql("CREATE TABLESPACE small LOCATION '/mnt'")
        let database = try cluster.database()
        try cluster.sql("ALTER DATABASE \(database) SET TABLESPACE small")
        let book = Book(cluster: cluster, database: database)
        let store = try await filled(book) {
            try cluster.sql("COPY (SELECT 1) TO PROGRAM 'head -c 100000000 /dev/zero >/mnt/filling 2>/dev/null; true'")
        }
        let name = try book.address.name
        await #expect(throws: StoreFailure.full(path: name)) { try await importAll(store) }
        try await expectWhole(store, book)
        try cluster.sql("COPY (SELECT 1) TO PROGRAM 'rm /mnt/filling'")
        try await importAll(store)
        #expect(try count(book) == "3003")
        #expect(try await store.check().fault == nil)
    }

    /// The same where no disk can be had: the server says so of its own.
    @Test func `what a server says of a full disk is told as that, for an import and for a send`() async throws {
        let book = try Book()
        let store = try await filled(book) {
            try book.cluster.sql(
                """
                SET search_path = account_sync;
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION full_disk();
                CREATE TRIGGER full_disk BEFORE INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION full_disk()
                """,
                in: book.database
            )
        }
        let name = try book.address.name
        await #expect(throws: StoreFailure.full(path: name)) { try await importAll(store) }
        await #expect(throws: StoreFailure.full(path: name)) { try await store.commit(.sample(Samples.reseller, "b")) }
        try await expectWhole(store, book)
        try book.cluster.sql("DROP FUNCTION account_sync.full_disk CASCADE", in: book.database)
        try await importAll(store)
        #expect(try count(book) == "3003")
        guard case .committed = try await store.commit(.sample(Samples.reseller, "b")) else {
            Issue.record("not committed")
            return
        }
    }

    /// A book in which an account is being sent when the disk is full.
    private func filled(_ book: Book, _ fill: () throws -> Void) async throws -> TeamStore {
        if try book.cluster.sql("SELECT to_regnamespace('account_sync') IS NULL", in: book.database) == "t" {
            try TeamStore.create(try book.address)
        }
        let store = try book.open()
        try await Book.furnish(store)
        _ = try await store.commit(.sample())
        try fill()
        return store
    }

    /// All that was there is, and nothing else.
    private func expectWhole(_ store: TeamStore, _ book: Book) async throws {
        #expect(try await store.allAccounts() == [Samples.reseller, Samples.customer, Samples.direct])
        #expect(try await store.row(id: Samples.direct.id)?.links["Dropbox"]?.state == .sending)
        #expect(try await store.history(of: nil, limit: 9).map(\.event) == [.intent])
        #expect(try await store.isSending("a"))
    }
}
