import AccountStore
import Accounts
import Foundation
import Samples
import StoredForms
import Synchronization
import Telling
import Testing

@testable import Synchronizing

/// Accounts are read again from where they come from, right before they are sent.
@Suite struct RereadingTests {
    private typealias World = SynchronizerTests.World

    /// What is read, and what is done about it.
    private final class Source: Sendable {
        private let calls = Mutex<[[AccountID]]>([])
        private let answer: @Sendable (AccountStore, [AccountID]) async -> Rereading

        init(_ answer: @escaping @Sendable (AccountStore, [AccountID]) async -> Rereading = { _, _ in .read }) {
            self.answer = answer
        }

        var read: [[AccountID]] { calls.withLock { $0 } }

        func reader(_ store: AccountStore) -> AccountReader {
            { [self] ids, begins in
                begins()
                calls.withLock { $0.append(ids) }
                return await answer(store, ids)
            }
        }
    }

    private static func change(_ account: Account, in store: AccountStore) async {
        var changed = account
        (changed.email, changed.revision) = ("new@sonne.example", account.revision + 1)
        // The test fails if it cannot be written.
        try? await store.write([changed])
    }

    @Test func `an account is read once, before the vendor is asked`() async throws {
        let vendor = FakeVendor(sends: [FakeVendor.created("dbx-1")])
        let source = Source { _, _ in vendor.asked == 0 && vendor.sent.isEmpty ? .read : .unread(asOf: nil) }
        let world = try await World(vendor, readAgain: source.reader)
        let stages = Mutex<[Submission.Stage]>([])
        let conclusion = await world.synchronizer.synchronize(try await world.form()) { stage in
            stages.withLock { $0.append(stage) }
        }
        guard case .created = conclusion else { return #expect(Bool(false), "\(conclusion)") }
        #expect(source.read == [[Samples.direct.id]])
        #expect(stages.withLock { Array($0.prefix(2)) } == [.rereading, .asking])
    }

    @Test func `an account that changed since the form was made is not sent, and nobody is asked about it`()
        async throws
    {
        let vendor = FakeVendor(sends: [FakeVendor.created("dbx-1")])
        let source = Source { store, _ in
            await Self.change(Samples.direct, in: store)
            return .read
        }
        let world = try await World(vendor, readAgain: source.reader)
        let conclusion = await world.synchronizer.synchronize(try await world.form())
        guard case .changed([.account]) = conclusion else { return #expect(Bool(false), "\(conclusion)") }
        #expect(vendor.asked == 0 && vendor.sent.isEmpty)
        #expect(try await world.link() == nil)
    }

    @Test func `a BSS that cannot be read holds nothing back, and it is said how old the account is`() async throws {
        let date = Date(timeIntervalSince1970: 1_793_620_991)
        let source = Source { _, _ in .unread(asOf: date) }
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]), readAgain: source.reader)
        let stages = Mutex<[Submission.Stage]>([])
        let conclusion = await world.synchronizer.synchronize(try await world.form()) { stage in
            stages.withLock { $0.append(stage) }
        }
        guard case .created = conclusion else { return #expect(Bool(false), "\(conclusion)") }
        let told = try #require(stages.withLock { $0.dropFirst().first })
        #expect(told.phrase == "the BSS cannot be read: sending it as of 2026-11-02 12:03:11 …")
    }

    @Test func `what may not be sent is not read either`() async throws {
        let source = Source()
        let world = try await World(FakeVendor(sends: []), readAgain: source.reader)
        try await world.store.setPause("Dropbox", .refused(status: 401, message: ""))
        _ = await world.synchronizer.synchronize(try await world.form())
        #expect(source.read.isEmpty)
    }

    // MARK: Many accounts

    private static let many = (1...100)
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

    private func plan(_ world: World) async throws -> Plan {
        try await world.store.write(Self.many)
        let wish = PlanWish(rows: Self.many.map { .init($0.id) }, settings: [.init("reseller id", "RS-77")])
        return try await world.synchronizer.plan(wish, on: Samples.system())
    }

    @Test func `a bulk run reads forty accounts at once, each of them once and not long before it is sent`()
        async throws
    {
        let vendor = FakeVendor(sends: (1...100).map { FakeVendor.created(ExternalID("dbx-\($0)")) })
        let sent = Mutex<[Int]>([])
        let source = Source { _, _ in
            sent.withLock { $0.append(vendor.sent.count) }
            return .read
        }
        let world = try await World(vendor, readAgain: source.reader)
        let plan = try await plan(world)
        let outcome = try await world.synchronizer.run(plan, limits: RunLimits(inFlight: 4, ratePerSecond: 0))
        #expect(outcome.run.standings.allSatisfy { $0 == .ended(.synchronized) })
        #expect(source.read.map(\.count) == [40, 40, 20])
        #expect(Set(source.read.joined()) == Set(Self.many.map(\.id)))
        // Those that are under way meanwhile are not sent yet, on a busy machine also some that wait for their outcome.
        let counts = sent.withLock { $0 }
        #expect(zip(counts, [0, 40, 80]).allSatisfy { $0 <= $1 && $0 > $1 - 20 }, "\(counts)")
    }

    @Test func `one that changed since the plan is refused alone`() async throws {
        let vendor = FakeVendor(sends: (1...100).map { FakeVendor.created(ExternalID("dbx-\($0)")) })
        let source = Source { store, ids in
            if ids.contains("a60") { await Self.change(Self.many[59], in: store) }
            return .read
        }
        let world = try await World(vendor, readAgain: source.reader)
        let plan = try await plan(world)
        let outcome = try await world.synchronizer.run(plan, limits: RunLimits(inFlight: 4, ratePerSecond: 0))
        let refused = plan.items.indices.filter { outcome.run.standings[$0] != .ended(.synchronized) }
        #expect(refused.map { plan.items[$0].code } == ["A-60"])
        #expect(vendor.sent.count == 99)
    }

    @Test func `a run goes on if the BSS cannot be read, and its summary says how old what was sent is`() async throws {
        let date = Date(timeIntervalSince1970: 1_793_620_991)
        let source = Source { _, ids in ids.contains("a1") ? .read : .unread(asOf: date) }
        let vendor = FakeVendor(sends: (1...100).map { FakeVendor.created(ExternalID("dbx-\($0)")) })
        let world = try await World(vendor, readAgain: source.reader)
        let plan = try await plan(world)
        let story = Mutex(RunStory(plan, at: .distantPast))
        _ = try await world.synchronizer.run(plan, limits: RunLimits(inFlight: 4, ratePerSecond: 0)) { report in
            story.withLock { $0.take(report, at: .distantPast) }
        }
        let summary = story.withLock { $0.summary }
        #expect(summary.headline == "Finished: 100 synchronized.")
        #expect(summary.details == ["The BSS could not be read: 60 accounts sent as of 2026-11-02 12:03:11."])
    }

    @Test func `what was read long ago is read again`() async throws {
        let clock = FakeTimekeeper()
        let calls = Mutex(0)
        let portions = RereadPortions(["1", "2", "3"], timekeeper: clock) { _, _ in
            calls.withLock { $0 += 1 }
            return .read
        }
        for account: AccountID in ["1", "2"] { _ = await portions.readAgain(account) {} }
        #expect(calls.withLock { $0 } == 1)
        clock.advance(RereadPortions.longest)
        _ = await portions.readAgain("3") {}
        #expect(calls.withLock { $0 } == 2)
    }
}
