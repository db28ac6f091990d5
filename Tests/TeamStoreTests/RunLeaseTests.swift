import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// Whose the items of a run are, and what becomes of them when the lease of a process runs out.
@Suite(.serialized) struct RunLeaseTests {
    private static let limits = RunLimits(inFlight: 6)

    @Test func `what a process had whose lease ran out is free, and ends as in doubt if its account is`() async throws {
        let book = try await Book.furnished()
        let (dying, other) = (try book.open(), try book.open())
        var new = NewRun.sample(4)
        new.accounts = [Samples.direct.id, Samples.reseller.id, "77", "78"]
        let id = try await dying.begin(new, at: Samples.moment())
        #expect(
            try await dying.take([0, 1, 2], of: id, within: Self.limits, at: Samples.moment()) == .taken([0, 1, 2])
        )
        _ = try await dying.commit(.sample())
        #expect(try await other.takeOver(at: Samples.moment(1), by: "t").isEmpty)
        #expect(try await other.run(id)?.workers == 1)
        try book.endLeases()
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
        let (slow, other) = (try book.open(), try book.open())
        let id = try await slow.begin(.sample(3), at: Samples.moment())
        let record = RunRecord(.synchronized, at: Samples.moment().wall, by: "t")
        #expect(try await slow.take([0, 1], of: id, within: Self.limits, at: Samples.moment()) == .taken([0, 1]))
        try book.endLeases()
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
            let store = try book.open()
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
        /// The server's own time, which is the same on a machine that does other things.
        ///
        /// Whoever only waits uses none of it; that takes its time by the clock.
        func expectSoon(_ work: () async throws -> Void) async throws {
            let (begun, before) = (ContinuousClock.now, try book.processorTimes())
            try await work()
            let passed = ContinuousClock.now - begun
            let taken = try book.processorTimes().map { $0.value - before[$0.key, default: .zero] }
            #expect(!taken.isEmpty && taken.allSatisfy { $0 < .seconds(5) }, "\(taken)")
            #expect(passed < .seconds(60))
        }
        try await expectSoon {
            let id = try await dying?.begin(.sample(10_000), at: Samples.moment())
            #expect(id == RunID(rawValue: 1))
        }
        let limits = RunLimits(inFlight: 10_000)
        _ = try await dying?.take(Array(0..<10_000), of: RunID(rawValue: 1), within: limits, at: Samples.moment())
        #expect(try await store.run(RunID(rawValue: 1))?.underWay == 10_000)
        dying = nil
        try await expectSoon { _ = try await store.takeOver(at: Samples.moment(1), by: "t") }
        #expect(try await store.run(RunID(rawValue: 1))?.underWay == 0)
    }
}
