import AccountStore
import Accounts
import InMemory
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

/// While an outcome cannot be written down, every other account is held back by it, and nobody is told another one's id.
@Suite struct HeldTests {
    private typealias World = SynchronizerTests.World

    private static let accounts = (1...4)
        .map { number in
            Account(
                id: AccountID("a\(number)"),
                code: AccountCode("A-\(number)"),
                name: "Name \(number)",
                kind: .directCustomer,
                email: "a\(number)@x.example",
                country: "DE"
            )
        }

    /// A run over four accounts at once: the outcome of the first cannot be committed, and the others have been asked about by then.
    private func run() async throws -> (World, [Int: Told], BulkRun) {
        let box = Box()
        let waiting: @Sendable (Account) async -> Void = { account in
            guard account.code != "A-1" else { return }
            while await box.outcomesLeft == 0 { await Task.yield() }
        }
        let vendor = FakeVendor(sends: [FakeVendor.created("dbx-1")], beforeExists: waiting)
        let world = try await World(vendor) { FailingJournal($0, failsAt: .outcome) }
        box.set(world.synchronizer)
        try await world.store.write(Self.accounts)
        try await world.store.setExistsProved("Dropbox")
        let wish = PlanWish(
            rows: Self.accounts.map { PlanWish.Row($0.id) },
            settings: [.init("reseller id", "RS-77")]
        )
        let plan = try await world.synchronizer.plan(wish, on: Samples.system())
        let told = Ends()
        let limits = RunLimits(inFlight: 4, ratePerSecond: 0)
        let outcome = try await world.synchronizer.run(plan, limits: limits) { told.take($0) }
        #expect(outcome.ending == .storeFailed)
        return (world, told.ends, outcome.run)
    }

    private struct Told {
        let result: BulkRun.Result
        let conclusion: Conclusion
    }

    @Test func `one cannot be written down, the other three are held by it and were not sent`() async throws {
        let (world, told, run) = try await run()
        guard case .unrecorded(let attempt, .created("dbx-1"), .full, _) = told[0]?.conclusion else {
            Issue.record("the first one is not told: \(String(describing: told[0]))")
            return
        }
        for index in 1...3 {
            guard case .held(by: attempt) = told[index]?.conclusion else {
                Issue.record("\(index) is told as \(String(describing: told[index]?.conclusion))")
                continue
            }
            #expect(told[index]?.result == .storeFailed)
            #expect(try await world.link(Self.accounts[index]) == nil)
        }
        #expect(run.standings == [.ended(.unrecorded)] + Array(repeating: .ended(.storeFailed), count: 3))
        #expect(world.vendor.sent == [attempt])
    }

    @Test func `what waits to try again when a run is stopped holds nobody back`() async throws {
        let journal = SlowGivingBack()
        let vendor = FakeVendor(
            sends: [FakeVendor.status(429, after: .seconds(120))],
            beforeExists: { account in
                guard account.code != "A-1" else { return }
                while !journal.isReached, !Task.isCancelled { await Task.yield() }
            }
        )
        let clock = ShortSleeps()
        let world = try await World(
            vendor,
            clock: clock,
            journal: { store in
                journal.set(store)
                return journal
            }
        )
        try await world.store.write(Self.accounts)
        try await world.store.setExistsProved("Dropbox")
        let wish = PlanWish(
            rows: Self.accounts.map { PlanWish.Row($0.id) },
            settings: [.init("reseller id", "RS-77")]
        )
        let plan = try await world.synchronizer.plan(wish, on: Samples.system())
        let (told, stop) = (Ends(), RunStop())
        let stopping = Task {
            await clock.waitForSleep()
            stop.press()
        }
        let limits = RunLimits(inFlight: 4, ratePerSecond: 20)
        let outcome = try await world.synchronizer.run(plan, limits: limits, stop: stop) { told.take($0) }
        await stopping.value
        #expect(outcome.ending == .stopped)
        #expect(outcome.run.standings == [.ended(.notSent), .waiting, .waiting, .waiting], "\(told.ends)")
        #expect(vendor.sent.count == 1)
    }

    /// A clock on which turns come at once, and nobody wakes from a wait that a vendor asked for.
    private final class ShortSleeps: Timekeeper {
        private let (sleeps, began) = AsyncStream.makeStream(of: Void.self)

        func now() -> Moment { Samples.moment() }

        func sleep(for duration: Duration) async throws {
            guard duration > .seconds(60) else { return }
            began.yield()
            try await Task.sleep(for: .seconds(3_600))
        }

        func waitForSleep() async {
            for await _ in sleeps { return }
        }
    }

    /// A store that takes a second to give a claim back for which somebody waited.
    private final class SlowGivingBack: ForwardingJournal {
        private let store = Mutex<AccountStore?>(nil)
        private let reached = Atomic(false)

        func set(_ new: AccountStore) { store.withLock { $0 = new } }

        var inner: any SendingStore {
            guard let store = store.withLock({ $0 }) else { preconditionFailure("It has no store yet.") }
            return store
        }

        var isReached: Bool { reached.load(ordering: .acquiring) }

        func commit(
            _ outcome: Outcome,
            of attempt: AttemptID,
            at moment: Moment
        ) async throws(StoreFailure) -> OutcomeVerdict {
            if case .notSent(_, triesAgain: false) = outcome {
                reached.store(true, ordering: .releasing)
                try? await Task.sleep(for: .seconds(1))
            }
            return try await inner.commit(outcome, of: attempt, at: moment)
        }
    }

    /// The synchronizer, which is made after the vendor that looks at it.
    private final class Box: Sendable {
        private let held = Mutex<Synchronizer?>(nil)
        func set(_ synchronizer: Synchronizer) { held.withLock { $0 = synchronizer } }
        var outcomesLeft: Int { get async { await held.withLock { $0 }?.outcomesLeft ?? 0 } }
    }

    /// What a run told of each account.
    private final class Ends: Sendable {
        private let found = Mutex<[Int: Told]>([:])
        var ends: [Int: Told] { found.withLock { $0 } }
        func take(_ report: RunReport) {
            guard case .ended(let index, let result, .concluded(_, let conclusion)) = report else { return }
            found.withLock { $0[index] = Told(result: result, conclusion: conclusion) }
        }
    }
}
