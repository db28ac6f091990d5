import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

/// How often a reader waits for the server: over a network that is most of the time that it takes.
@Suite struct WayTests {
    /// Counts the ways to the server and back.
    private final class Ways: Sendable {
        private let count = Mutex(0)

        func note() { count.withLock { $0 += 1 } }

        /// How many there were since the last call.
        func taken() -> Int {
            count.withLock { count in
                defer { count = 0 }
                return count
            }
        }
    }

    @Test func `the first lines of a book are there after one way to connect and three more`() async throws {
        let (book, ways) = (try await Book.furnished(), Ways())
        let store = try TeamStore.open(try book.address, onWay: ways.note)
        // One to connect; another for what sets the session up and all that is asked while a book is opened.
        #expect(ways.taken() == 2)
        let listing = try await store.list(AccountQuery(limit: 500))
        #expect(ways.taken() == 1)
        let rows = try await store.rows(listing.entries.map(\.key))
        #expect(ways.taken() == 1)
        #expect(rows.map(\.account) == [Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.version()
        #expect(ways.taken() == 1)
        _ = try await store.systems()
        #expect(ways.taken() == 1)
    }

    @Test func `the other line takes a way to connect, and is set up with what is asked`() async throws {
        let (book, ways) = (try await Book.furnished(), Ways())
        let store = try TeamStore.open(try book.address, onWay: ways.note)
        _ = ways.taken()
        async let one = store.version()
        async let other = store.version()
        #expect(try await one == other)
        #expect((2...3).contains(ways.taken()))
    }

    @Test func `the server writes accounts while the next ones are made ready`() async throws {
        let (book, ways) = (try await Book.furnished(), Ways())
        let store = try TeamStore.open(try book.address, onWay: ways.note)
        let taken = try await store.changeAccounts { writer throws(StoreFailure) -> Int? in
            _ = ways.taken()
            for portion in 0..<3 { try writer.write(Self.accounts(portion * 1_000..<portion * 1_000 + 1_000)) }
            return ways.taken()
        }
        // Each portion asks where its accounts stand, and that answer brings those about the portion before.
        #expect(taken == 3)
        #expect(try await store.list(AccountQuery()).total == 3_003)
    }

    /// A refusal of the first portion is reported with the second one, and one of the last with the commit.
    @Test(arguments: [0, 1])
    func `accounts that the server refuses meanwhile are told, and nothing is written`(later: Int) async throws {
        let store = try await Book.furnished().open()
        await #expect(throws: StoreFailure.self) {
            _ = try await store.changeAccounts { writer throws(StoreFailure) -> Bool? in
                for _ in 0...later {
                    var twice = Self.accounts(0..<2)
                    twice[1].code = twice[0].code
                    try writer.write(twice)
                }
                return true
            }
        }
        #expect(try await store.list(AccountQuery()).total == 3)
        // The session is of use for what comes next.
        _ = try await store.changeAccounts { writer throws(StoreFailure) -> Bool? in
            try writer.write(Self.accounts(0..<2))
            return true
        }
        #expect(try await store.list(AccountQuery()).total == 5)
    }

    private static func accounts(_ numbers: Range<Int>) -> [Account] {
        numbers.map { Account(id: AccountID("W\($0)"), code: AccountCode("W-\($0)"), name: "W", kind: .directCustomer) }
    }

    @Test func `what was found while a book was opened is what is asked for otherwise`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        #expect(store.opening.workspace == (try await store.workspace()))
        #expect(store.opening.home == (try await store.home()))
        #expect(store.opening.closing == nil && !store.opening.isAbandoned)
    }

    @Test func `a login that may not ask for the server's place opens the book as well`() async throws {
        let book = try await Book.alone()
        for right in ["pg_control_system()", "pg_current_wal_lsn()"] {
            try book.cluster.sql("REVOKE EXECUTE ON FUNCTION \(right) FROM PUBLIC", in: book.database)
        }
        try book.cluster.sql("CREATE ROLE plain LOGIN; GRANT CREATE ON DATABASE \(book.database) TO plain")
        _ = try await book.open().admit("plain", as: .operator, scope: nil)
        let address = try BookAddress(book.cluster.address(of: book.database, user: "plain"), environment: [:])
        let store = try TeamStore.open(address)
        #expect(store.opening.home == (try await store.home()))
        #expect(store.opening.home.here.parts[.server] == nil && store.opening.home.here.parts[.timeline] == nil)
    }

    @Test func `a session that the server ended is replaced, and what was asked is asked again`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        let version = try await store.version()
        let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        try book.cluster.sql("\(others) AND pid <> pg_backend_pid()", in: book.database)
        #expect(try await store.version() == version)
        #expect(try await store.rows([]).isEmpty)
    }

    @Test(arguments: [AccountQuery.Order.tree, .code, .name, .country, .email], [false, true])
    func `a page of a list is read from an index, and nothing is sorted`(
        order: AccountQuery.Order,
        down: Bool
    ) async throws {
        let book = try await Book.furnished()
        let line = Line(try book.address, isReadOnly: true, label: "planning")
        let plan = try line.useNow { line in
            try line.read { session in
                for way in ["sort", "incremental_sort", "seqscan", "bitmapscan"] {
                    try session.runLater("SET LOCAL enable_\(way) = off", counts: false)
                }
                let query = AccountQuery(order: order, isDescending: down && order != .tree, limit: 500)
                let (clause, values) = try query.clause(session)
                return try session.run("EXPLAIN SELECT key FROM accounts \(clause)", values).all
                    .map { $0.value("QUERY PLAN").string ?? "" }
            }
        }
        #expect(!plan.isEmpty && !plan.contains { $0.contains("Sort") }, "\(plan)")
    }
}
