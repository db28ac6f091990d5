import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

/// What answers like PostgreSQL and is something else, or is not ready: a proxy says in its place what it would say.
@Suite struct StrangeServerTests {
    private let book: Book
    private let proxy: CuttingProxy
    private let address: BookAddress

    init() async throws {
        book = try await Book.furnished()
        proxy = try CuttingProxy(to: book.cluster)
        address = try BookAddress(proxy.address(of: book.database), environment: [:])
    }

    /// Why the book cannot be opened.
    private func fault() throws -> ServerFault? {
        do {
            _ = try TeamStore.open(address)
            return nil
        } catch StoreFailure.server(_, let fault) {
            return fault
        }
    }

    /// The server says another version of itself.
    private func say(_ version: String, _ number: Int) {
        proxy.treat { message in
            // The version, its number, the encoding and the process.
            guard message.side == .server, var row = WireMessage.row(message.bytes), row.count == 4,
                row[0]?.hasPrefix("PostgreSQL ") == true
            else { return .pass }
            (row[0], row[1]) = (version, "\(number)")
            return .replace(WireMessage.row(row))
        }
    }

    /// The server refuses whoever comes next, so often.
    private func refuse(_ code: String, _ words: String, times: Int = .max) {
        let count = Atomic(0)
        proxy.treat { message in
            // The first thing that it says is that it lets somebody in.
            guard message.side == .server, message.bytes.first == UInt8(ascii: "R"),
                count.add(1, ordering: .relaxed).newValue <= times
            else { return .pass }
            return .replace(WireMessage.fatal(code, words))
        }
    }

    @Test func `a pooler, which gives a connection another process than it said, is refused as one`() async throws {
        let shift = Mutex(1)
        proxy.treat { message in
            guard message.side == .server, let process = WireMessage.process(message.bytes) else { return .pass }
            return .replace(WireMessage.process(process + shift.withLock { $0 }, in: message.bytes))
        }
        #expect(try fault() == .pooler)
        // The control: the same way with the process that it is.
        shift.withLock { $0 = 0 }
        #expect(try fault() == nil)
        // A store that was open before finds it in its way when it connects anew.
        let store = try TeamStore.open(address)
        shift.withLock { $0 = 7 }
        await #expect(throws: StoreFailure.server(path: address.name, .pooler)) { try await store.commit(.sample()) }
        #expect(try book.cluster.sql("SELECT count(*) FROM account_sync.links", in: book.database) == "0")
    }

    @Test(arguments: [
        (
            "CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15 21:28:29, go1.22.2)", 130_000,
            "CockroachDB"
        ),
        (
            "PostgreSQL 15.2-YB-2.25.1.0-b0 on x86_64-pc-linux-gnu, compiled by clang version 17.0.6, 64-bit",
            150_002, "YugabyteDB"
        ), ("PostgreSQL 16 (Aurora DSQL)", 160_000, "Aurora DSQL"),
    ])
    func `another engine is refused by its name`(version: String, number: Int, name: String) throws {
        say(version, number)
        #expect(try fault() == .otherEngine(name))
        proxy.treat(nil)
        #expect(try fault() == nil)
    }

    @Test func `a server that is too old is refused with its version, and the oldest that will do is not`() throws {
        say("PostgreSQL 14.18 (Debian 14.18-1.pgdg120+1) on x86_64-pc-linux-gnu, 64-bit", 140_018)
        #expect(try fault() == .tooOld(version: "PostgreSQL 14.18", least: 15))
        say("PostgreSQL 9.6.24 on x86_64-pc-linux-gnu", 90_624)
        #expect(try fault() == .tooOld(version: "PostgreSQL 9.6.24", least: 15))
        say("PostgreSQL 15.0 on x86_64-pc-linux-gnu", 150_000)
        #expect(try fault() == nil)
    }

    @Test(arguments: [
        ("57P03", "the database system is starting up"), ("57P03", "the database system is shutting down"),
        ("57P03", "the database system is not yet accepting connections"),
        ("57P01", "terminating connection due to administrator command"),
    ])
    func `a server that is starting or stopping is told as that, and let in to later`(
        code: String,
        words: String
    )
        async throws
    {
        refuse(code, words)
        #expect(try fault() == .notReady)
        proxy.treat(nil)
        let store = try TeamStore.open(address)
        #expect(try await store.allAccounts().count == 3)
        // In the middle: its sessions are ended, and it lets nobody in for a while.
        try book.cluster.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(book.database)'"
        )
        refuse(code, words)
        await #expect(throws: StoreFailure.server(path: address.name, .notReady)) { try await store.allAccounts() }
        await #expect(throws: StoreFailure.server(path: address.name, .notReady)) { try await store.commit(.sample()) }
        proxy.treat(nil)
        guard case .committed = try await store.commit(.sample()) else {
            Issue.record("not committed")
            return
        }
    }
}
