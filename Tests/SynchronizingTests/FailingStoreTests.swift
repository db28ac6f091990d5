import AccountStore
import Accounts
import InMemory
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

/// The synchronizer over a store that cannot be written at some moment.
@Suite struct FailingStoreTests {
    typealias World = SynchronizerTests.World

    @Test func `without an intent nothing is sent`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")])) {
            FailingJournal($0, failsAt: .intent)
        }
        guard case .storeFailed(.full) = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("sent")
            return
        }
        #expect(world.vendor.sent.isEmpty)
    }

    @Test func `an outcome that cannot be committed is told, and nothing new is sent until it is`() async throws {
        let journal = Mutex<FailingJournal?>(nil)
        let box = JournalBox(journal)
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")])) {
            store in
            box.set(FailingJournal(store, failsAt: .outcome))
        }
        guard
            case .unrecorded(let id, .created("dbx-1"), .full, _) = await world.synchronizer.synchronize(
                try await world.form()
            )
        else {
            Issue.record("not told")
            return
        }
        #expect(id == "attempt-1")
        guard case .held(by: "attempt-1") = await world.synchronizer.synchronize(try await world.form(Samples.reseller))
        else {
            Issue.record("went on")
            return
        }
        #expect(world.vendor.sent.count == 1)
        box.heal()
        #expect(await world.synchronizer.recordLeftovers() == 0)
        #expect(try await world.link()?.externalID == "dbx-1")
    }

    @Test func `an outcome that a sender knows is told once it is written, and never called in doubt before`()
        async throws
    {
        let world = try await World(FakeVendor(sends: [.broken(.connectionLost)]))
        _ = await world.synchronizer.synchronize(try await world.form())
        let intent = try #require(try await world.synchronizer.openCases().first?.intent)
        let sends = KeptSends()
        sends.kept = [KeptSend(intent: intent, vendor: Samples.system().claimKey, outcome: .created("dbx-1"))]
        let journal = FailingJournal(world.store, failsAt: .outcome)
        let offering = Offering(sends, to: journal, timekeeper: world.timekeeper, by: "tester")
        let home = try await world.store.home()
        await #expect(throws: StoreFailure.full(path: "test")) { try await offering.offer(at: home) }
        #expect(sends.settled == nil)
        #expect(try await world.link()?.state == .inDoubt)
        journal.heal()
        let told = try await offering.offer(at: home)
        #expect(told?.synchronized == 1 && told?.inDoubt == 0 && told?.left == 0)
        #expect(try await world.link()?.externalID == "dbx-1")
    }

    @Test func `what a send again came to is written down as soon as the store can, while there is patience`()
        async throws
    {
        let failing = Mutex<FailingJournal?>(nil)
        let box = JournalBox(failing)
        let clock = HealingTimekeeper(box, after: 3)
        let vendor = FakeVendor(sends: [.broken(.timedOut), FakeVendor.created("dbx-2")])
        let world = try await World(vendor, clock: clock) { store in box.set(FailingJournal(store, failsAt: nil)) }
        _ = await world.synchronizer.synchronize(try await world.form())
        let system = Samples.system()
        for wait in [120.0, 60] {
            clock.advance(.seconds(wait))
            let open = try #require(try await world.store.openCase(of: Samples.direct.id, on: system.name))
            _ = try await world.synchronizer.resolve(open, on: system)
        }
        box.fail(at: .outcome)
        let form = try await world.form().sendable
        guard case .unrecorded = await world.synchronizer.sendAgain(form, patience: .seconds(5)) else {
            Issue.record("the store did not fail")
            return
        }
        #expect(await world.synchronizer.outcomesLeft == 0)
        #expect(try await world.link()?.externalID == "dbx-2")
        #expect(vendor.sent.count == 2)
    }

    /// A clock on which the store can be written again after some waits.
    private final class HealingTimekeeper: Timekeeper {
        private let clock = FakeTimekeeper()
        private let box: JournalBox
        private let left: Mutex<Int>
        init(_ box: JournalBox, after waits: Int) {
            self.box = box
            left = Mutex(waits)
        }
        func now() -> Moment { clock.now() }
        func advance(_ duration: Duration) { clock.advance(duration) }
        func sleep(for duration: Duration) async throws {
            clock.advance(duration)
            let isOver = left.withLock { left in
                left -= 1
                return left == 0
            }
            if isOver { box.heal() }
        }
    }

    final class JournalBox: Sendable {
        private let journal: Mutex<FailingJournal?>
        init(_ journal: consuming Mutex<FailingJournal?>) { self.journal = journal }
        func set(_ new: FailingJournal) -> any SendingStore {
            journal.withLock { $0 = new }
            return new
        }
        func heal() { journal.withLock { $0 }?.heal() }
        func fail(at point: FailingJournal.Point) { journal.withLock { $0 }?.fail(at: point) }
    }
}
