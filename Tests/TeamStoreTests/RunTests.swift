import Accounts
import Dispatch
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

extension NewRun {
    /// A run over so many accounts, which need not be there.
    static func sample(_ size: Int) -> NewRun {
        NewRun(
            system: "Dropbox",
            hash: "hash",
            plan: "{}",
            accounts: (0..<size).map { AccountID("\($0)") },
            limits: RunLimits(),
            by: "anna"
        )
    }
}

/// Many processes that work on the runs of one book.
@Suite(.serialized) struct RunTests {
    /// What several processes have at once, as far as they know themselves.
    private final class Held: Sendable {
        private let state = Mutex((now: 0, most: 0, taken: [Int](), isOver: false))

        func take(_ places: [Int]) {
            state.withLock { state in
                state.now += places.count
                state.most = max(state.most, state.now)
                state.taken += places
            }
        }

        func end(_ count: Int) { state.withLock { $0.now -= count } }

        var most: Int { state.withLock(\.most) }
        var taken: [Int] { state.withLock(\.taken) }
    }

    private static let limits = RunLimits(inFlight: 6)

    /// Takes and ends items until none is left.
    private func work(_ store: TeamStore, _ id: RunID, _ size: Int, _ held: Held) async throws {
        var version = 0
        var free = Set(0..<size)
        var ended = 0
        while ended < size {
            guard let changes = try await store.changes(of: id, after: version) else { return }
            version = changes.version
            for item in changes.items {
                if item.standing == .free { free.insert(item.place) } else { free.remove(item.place) }
            }
            ended = changes.run.counts.values.reduce(0, +)
            // Whoever asks for the same ones as all others sees best whether they are taken once.
            let wanted = Array(free.sorted().prefix(12))
            guard
                case .taken(let places) = try await store.take(
                    wanted,
                    of: id,
                    within: Self.limits,
                    at: Samples.moment()
                )
            else { return }
            held.take(places)
            // As long as a vendor takes at least.
            try await Task.sleep(for: .milliseconds(4))
            held.end(places.count)
            let record = RunRecord(.synchronized, at: Samples.moment().wall, by: "t")
            try await store.end(Dictionary(uniqueKeysWithValues: places.map { ($0, record) }), of: id)
        }
    }

    private func run(
        _ book: Book,
        workers: Int,
        size: Int,
        rewriting rewrite: (@Sendable (String) -> String)? = nil
    ) async throws -> (held: Held, run: StoredRun?) {
        let stores = try (0..<workers).map { _ in try book.open(onStatement: rewrite) }
        let (id, held) = (try await stores[0].begin(.sample(size), at: Samples.moment()), Held())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in stores { group.addTask { try await work(store, id, size, held) } }
            try await group.waitForAll()
        }
        return (held, try await stores[0].finish(id, .complete, at: Samples.moment(1)))
    }

    @Test func `eight processes take each of 1,000 items once, and never too many at a time`() async throws {
        let book = try Book()
        let (held, run) = try await run(book, workers: 8, size: 1_000)
        #expect(held.taken.sorted() == Array(0..<1_000))
        #expect(held.most <= Self.limits.inFlight)
        #expect(run?.isOver == true && run?.counts == [.synchronized: 1_000])
        let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = '\(book.database)'"
        #expect(try book.cluster.sql(deadlocks, in: book.database) == "0")
    }

    @Test func `unless they meet at one row, they take too many`() async throws {
        let (held, _) = try await run(try Book(), workers: 8, size: 300) { sql in
            sql.contains("FROM holds") ? sql.replacing(" FOR NO KEY UPDATE", with: "") : sql
        }
        #expect(held.most > Self.limits.inFlight)
    }

    /// A server that executes the inner part of a statement for each outer row, as it may.
    private func bookWithNestedLoops() throws -> Book {
        let book = try Book()
        for way in ["hashjoin", "mergejoin", "hashagg", "sort", "material", "memoize"] {
            try book.cluster.sql("ALTER DATABASE \(book.database) SET enable_\(way) = off")
        }
        return book
    }

    @Test func `no more is taken than there is room for, whatever way the server goes`() async throws {
        let store = try bookWithNestedLoops().open()
        let id = try await store.begin(.sample(50), at: Samples.moment())
        let verdict = try await store.take(Array(0..<50), of: id, within: Self.limits, at: Samples.moment())
        #expect(verdict == .taken(Array(0..<6)))
        #expect(try await store.run(id)?.underWay == 6)
    }

    @Test func `as a sub-select with a limit more would be taken`() async throws {
        let store = try bookWithNestedLoops()
            .open(onStatement: { sql in
                guard sql.hasPrefix("WITH free AS MATERIALIZED (") else { return sql }
                guard let end = sql.firstRange(of: "\n)\nUPDATE") else { return sql }
                let select = sql[..<end.lowerBound].dropFirst("WITH free AS MATERIALIZED (".count)
                return """
                    UPDATE run_items SET owner = $4, written_in = pg_current_xact_id()
                    WHERE run_items.run = $1::bigint AND run_items.place IN (\(select)) RETURNING run_items.place
                    """
            })
        let id = try await store.begin(.sample(50), at: Samples.moment())
        _ = try await store.take(Array(0..<50), of: id, within: Self.limits, at: Samples.moment())
        #expect(try #require(try await store.run(id)).underWay > 6)
    }

    @Test func `a change whose transaction began earlier and ends later is seen by whoever follows`() async throws {
        let book = try Book()
        let (slow, quick) = (Gate(), try book.open())
        let late = try book.open(onStatement: { sql in
            if sql.hasPrefix("SELECT seal(") { slow.pass() }
            return sql
        })
        let id = try await quick.begin(.sample(4), at: Samples.moment())
        let record = RunRecord(.skipped, at: Samples.moment().wall, by: "t")
        slow.arm()
        let ending = Task { try await late.end([1: record], of: id) }
        await slow.reached()
        try await quick.end([2: record], of: id)
        let first = try #require(try await quick.changes(of: id, after: 0))
        #expect(first.run.counts == [.skipped: 1])
        let highest = try book.cluster.sql("SELECT max(written_in) FROM account_sync.run_items", in: book.database)
        slow.open()
        try await ending.value
        #expect(try await quick.changes(of: id, after: first.version)?.items.map(\.place) == [1])
        // By a number that is given when a row is written, it would have been missed.
        let missed = "SELECT count(*) FROM account_sync.run_items WHERE written_in > '\(highest)'::xid8"
        #expect(try book.cluster.sql(missed, in: book.database) == "0")
    }

    @Test func `a process that stops while it takes something lets the others wait, and go on`() async throws {
        let book = try Book()
        let gate = Gate(longest: .seconds(6))
        let other = try book.open()
        let stopped = try book.open(onStatement: { sql in
            if sql.hasPrefix("SELECT seal(") { gate.pass() }
            return sql
        })
        let id = try await other.begin(.sample(9), at: Samples.moment())
        gate.arm()
        let taking = Task { try await stopped.take([0, 1], of: id, within: Self.limits, at: Samples.moment()) }
        await gate.reached()
        #expect(try await other.take([0, 1, 2], of: id, within: Self.limits, at: Samples.moment()) == .taken([2]))
        #expect(try await taking.value == .taken([0, 1]))
    }
}

/// A place at which a statement waits until the test lets it go on.
private final class Gate: Sendable {
    private let isArmed = Atomic(false)
    private let going = DispatchSemaphore(value: 0)
    private let (arrivals, arrival) = AsyncStream<Void>.makeStream()
    private let longest: DispatchTimeInterval

    init(longest: DispatchTimeInterval = .seconds(8)) { self.longest = longest }

    func arm() { isArmed.store(true, ordering: .relaxed) }

    func pass() {
        guard isArmed.exchange(false, ordering: .relaxed) else { return }
        arrival.finish()
        _ = going.wait(timeout: .now() + longest)
    }

    func reached() async { for await _ in arrivals {} }

    func open() { going.signal() }
}
