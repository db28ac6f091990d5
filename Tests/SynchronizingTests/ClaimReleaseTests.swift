import AccountStore
import Accounts
import InMemory
import Samples
import Synchronization
import Synchronizing
import Testing

/// A claim whose attempt cannot go on is given back; the simulation found each of these.
@Suite struct ClaimReleaseTests {
    typealias World = SynchronizerTests.World

    @Test func `an intent that failed and is on the disk all the same is ended by its own process`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")])) {
            FailingJournal($0, failsAt: .afterIntent)
        }
        guard case .storeFailed = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("sent")
            return
        }
        #expect(try await world.link()?.state == .notSent)
        #expect(world.vendor.sent.isEmpty)
    }

    @Test func `a claim that waited for another try is given back when nothing may be sent any more`() async throws {
        let world = try await World(
            FakeVendor(sends: [.notSent(.connectionRefused(host: "h"))]),
            journal: { ChangingJournal(store: $0) }
        )
        guard case .changed([.account]) = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not noticed")
            return
        }
        #expect(try await world.link()?.state == .notSent)
    }

    @Test func `what could not be recorded as waiting waits for nobody`() async throws {
        let failing = FailingStoreTests.JournalBox(Mutex(nil))
        let world = try await World(FakeVendor(sends: [.notSent(.connectionRefused(host: "h"))])) {
            failing.set(FailingJournal($0, failsAt: .outcome))
        }
        guard case .unrecorded = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("recorded")
            return
        }
        failing.heal()
        #expect(await world.synchronizer.recordLeftovers() == 0)
        #expect(try await world.link()?.state == .notSent)
    }

    @Test func `an end customer that lost its reseller is not sent again without it`() async throws {
        let world = try await World(
            FakeVendor(exists: [FakeVendor.present("dbx-1"), FakeVendor.absent], sends: [.broken(.connectionLost)])
        )
        _ = await world.synchronizer.synchronize(try await world.form(Samples.reseller))
        let found = try #require(try await world.link(Samples.reseller))
        guard case .recorded(let parent) = try await world.synchronizer.adopt("dbx-1", for: found, confirmed: true)
        else {
            Issue.record("not adopted")
            return
        }
        _ = await world.synchronizer.synchronize(try await world.form(Samples.customer))
        for _ in 0..<4 {
            let open = try #require(try await world.synchronizer.openCases().first)
            _ = try await world.synchronizer.resolve(open, on: Samples.system())
            world.timekeeper.advance(.seconds(40))
        }
        _ = try await world.synchronizer.unlink(parent)
        let form = try await world.form(Samples.customer).sendable
        guard case .blocked(let findings) = await world.synchronizer.sendAgain(form) else {
            Issue.record("sent without its reseller")
            return
        }
        #expect(findings.contains { $0.subject == .parent && $0.severity == .blocks })
        #expect(world.vendor.sent.count == 1)
    }
}

/// After every outcome the account changes.
private struct ChangingJournal: ForwardingJournal {
    let store: AccountStore
    var inner: any SendingStore { store }

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await store.commit(outcome, of: attempt, at: moment)
        var account = Samples.direct
        account.revision = 2
        try await store.write([account])
        return verdict
    }
}
