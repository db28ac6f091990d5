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

    @Test func `of many turns that are asked for at once none is given twice`() async throws {
        let book = try Book()
        let stores = try (0..<8).map { _ in try book.open() }
        let waits = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for store in stores {
                group.addTask {
                    var waits: [Duration] = []
                    for _ in 0..<25 {
                        let wait = try await store.reserveTurn(
                            on: "Dropbox",
                            every: .seconds(100),
                            longest: .seconds(1_000_000),
                            at: Samples.moment()
                        )
                        waits.append(try #require(wait))
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        // What has passed meanwhile is far less than the time between two.
        #expect(waits.map { Int(($0.seconds / 100).rounded()) }.sorted() == Array(0..<200))
    }

    // MARK: Leases

    private func times(_ length: Duration, beat: Duration = .seconds(60)) -> LeaseTimes {
        var times = LeaseTimes()
        (times.length, times.beat, times.margin) = (length, beat, .zero)
        return times
    }

    @Test func `what a process had whose lease ran out is free, and ends as in doubt if its account is`() async throws {
        let book = try await Book.furnished()
        let (dying, other) = (try book.open(lease: times(.milliseconds(900))), try book.open())
        var new = NewRun.sample(4)
        new.accounts = [Samples.direct.id, Samples.reseller.id, "77", "78"]
        let id = try await dying.begin(new, at: Samples.moment())
        #expect(
            try await dying.take([0, 1, 2], of: id, within: Self.limits, at: Samples.moment()) == .taken([0, 1, 2])
        )
        _ = try await dying.commit(.sample())
        #expect(try await other.takeOver(at: Samples.moment(1), by: "t").isEmpty)
        #expect(try await other.run(id)?.workers == 1)
        try await Task.sleep(for: .milliseconds(1_000))
        let run = try #require(try await other.run(id))
        #expect(run.workers == 0 && run.underWay == 3)
        // It goes on under another name, and what it had is not its own.
        #expect(try await dying.take([3], of: id, within: Self.limits, at: Samples.moment()) == .taken([3]))
        let owners = "SELECT count(DISTINCT owner) FROM account_sync.run_items"
        #expect(try book.cluster.sql(owners, in: book.database) == "2")
        #expect(try await other.takeOver(at: Samples.moment(2), by: "t").map(\.state) == [.inDoubt])
        var doubt = RunRecord(.inDoubt, reason: .inDoubt(.ownerDied), at: Samples.moment(2).wall, by: "t")
        doubt.counts = true
        let standings = try await other.changes(of: id, after: 0)?.items.map(\.standing)
        #expect(standings == [.ended(doubt), .free, .free, .taken(isOurs: false)])
    }

    @Test func `what came of an item is welcome under an earlier name too, and not once another has it`() async throws {
        let book = try Book()
        let (slow, other) = (try book.open(lease: times(.milliseconds(500))), try book.open())
        let id = try await slow.begin(.sample(3), at: Samples.moment())
        let record = RunRecord(.synchronized, at: Samples.moment().wall, by: "t")
        #expect(try await slow.take([0, 1], of: id, within: Self.limits, at: Samples.moment()) == .taken([0, 1]))
        try await Task.sleep(for: .milliseconds(600))
        #expect(try await slow.take([2], of: id, within: Self.limits, at: Samples.moment()) == .taken([2]))
        try await slow.end([0: record], of: id)
        _ = try await other.takeOver(at: Samples.moment(1), by: "t")
        #expect(try await other.take([1], of: id, within: Self.limits, at: Samples.moment()) == .taken([1]))
        try await slow.end([1: record], of: id)
        let standings = try await other.changes(of: id, after: 0)?.items.map(\.standing)
        #expect(standings?.prefix(2) == [.ended(record), .taken(isOurs: true)])
    }

    @Test func `a process that another has ended before its items were freed loses them all the same`() async throws {
        for isBroken in [false, true] {
            let book = try Book()
            let store = try book.open(lease: times(.seconds(60)))
            let id = try await store.begin(.sample(2), at: Samples.moment())
            _ = try await store.take([0], of: id, within: Self.limits, at: Samples.moment())
            // As a program that knows nothing of runs does.
            try book.cluster.sql(
                "UPDATE account_sync.workers SET ended = clock_timestamp(), why = 'lease'",
                in: book.database
            )
            let other = try book.open(onStatement: { sql in
                isBroken
                    ? sql.replacing("(ended IS NOT NULL OR lease_until", with: "(ended IS NULL AND lease_until") : sql
            })
            _ = try await other.takeOver(at: Samples.moment(1), by: "t")
            #expect(try await other.run(id)?.underWay == (isBroken ? 1 : 0))
        }
    }

    @Test func `a process stays in the book as long as it has items`() async throws {
        let book = try Book()
        let store = try book.open()
        let id = try await store.begin(.sample(2), at: Samples.moment())
        _ = try await store.take([0], of: id, within: Self.limits, at: Samples.moment())
        #expect(throws: (any Error).self) {
            try book.cluster.sql("DELETE FROM account_sync.workers", in: book.database)
        }
    }

    private func isDone(_ id: RunID, _ store: TeamStore) async throws -> Bool {
        let run = try #require(try await store.run(id))
        return run.counts.values.reduce(0, +) == run.size
    }

    /// Sends what it takes until all have ended; now and then its process dies in the middle, and another begins.
    private func send(_ accounts: [Account], of id: RunID, as worker: Int, _ book: Book) async throws {
        var (store, sent) = (try book.open(), 0)
        while try await !isDone(id, store) {
            let places = Array(accounts.indices.shuffled().prefix(20))
            guard
                case .taken(let taken) = try await store.take(places, of: id, within: Self.limits, at: Samples.moment())
            else { return }
            for place in taken {
                sent += 1
                if sent.isMultiple(of: 7) {
                    store = try book.open()
                    break
                }
                let attempt = AttemptID("\(worker)-\(sent)")
                guard let state = try await state(of: accounts[place], attempt, store) else {
                    try await store.giveBack(place, of: id)
                    continue
                }
                if sent % 7 == 3, state == .sending {
                    store = try book.open()
                    break
                }
                if state == .sending {
                    _ = try await store.commit(.created(ExternalID("\(place)")), of: attempt, at: Samples.moment(1))
                }
                if sent % 7 == 5 {
                    store = try book.open()
                    break
                }
                let result: BulkRun.Result = state == .inDoubt ? .inDoubt : .synchronized
                try await store.end([place: RunRecord(result, at: Samples.moment().wall, by: "t")], of: id)
            }
        }
    }

    /// What an account is in after it was to be sent; nil if another process still seems to be sending it.
    private func state(of account: Account, _ attempt: AttemptID, _ store: TeamStore) async throws -> SyncState? {
        switch try await store.commit(.sample(account, attempt)) {
        case .committed(let link): link.state
        case .claimed(let link): link.state == .sending ? nil : link.state
        case .changed(let changes): throw StoreFailure.misused(reason: "\(changes)")
        }
    }

    @Test func `taking, sending, dying and sweeping stand in nobody's way`() async throws {
        let book = try await Book.furnished()
        let accounts = (0..<60)
            .map { number in
                var account = Samples.direct
                (account.id, account.code) = (AccountID("x\(number)"), AccountCode("X-\(number)"))
                account.email = "x\(number)@x.example"
                return account
            }
        let store = try book.open()
        try await store.write(accounts)
        var new = NewRun.sample(accounts.count)
        new.accounts = accounts.map(\.id)
        let id = try await store.begin(new, at: Samples.moment())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<6 { group.addTask { try await send(accounts, of: id, as: worker, book) } }
            group.addTask {
                let sweeper = try book.open()
                while try await !isDone(id, sweeper) { _ = try await sweeper.takeOver(at: Samples.moment(2), by: "t") }
            }
            try await group.waitForAll()
        }
        let run = try #require(try await store.finish(id, .complete, at: Samples.moment(9)))
        #expect(run.isOver)
        let states = try await store.states(on: "Dropbox")
        #expect(run.counts.values.reduce(0, +) == accounts.count && run.underWay == 0)
        #expect(states.count == accounts.count && Set(states.values).isSubset(of: [.synchronized, .inDoubt]))
        #expect(states.values.count { $0 == .inDoubt } == run.counts[.inDoubt, default: 0])
        let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = '\(book.database)'"
        #expect(try book.cluster.sql(deadlocks, in: book.database) == "0")
    }

    @Test func `10,000 items of a dead process are freed at once, and begun in a moment`() async throws {
        let book = try Book()
        var dying: TeamStore? = try book.open()
        let store = try book.open()
        let clock = ContinuousClock()
        let begun = try await clock.measure {
            let id = try await dying?.begin(.sample(10_000), at: Samples.moment())
            #expect(id == RunID(rawValue: 1))
        }
        #expect(begun < .seconds(5))
        let limits = RunLimits(inFlight: 10_000)
        _ = try await dying?.take(Array(0..<10_000), of: RunID(rawValue: 1), within: limits, at: Samples.moment())
        #expect(try await store.run(RunID(rawValue: 1))?.underWay == 10_000)
        dying = nil
        let swept = try await clock.measure { _ = try await store.takeOver(at: Samples.moment(1), by: "t") }
        #expect(swept < .seconds(5))
        #expect(try await store.run(RunID(rawValue: 1))?.underWay == 0)
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
