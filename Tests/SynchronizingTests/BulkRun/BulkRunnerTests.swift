import AccountStore
import Accounts
import FoundationEssentials
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Telling
import Testing

/// Runs over the real store, with a vendor that answers as it is told.
@Suite struct BulkRunnerTests {
    private typealias World = SynchronizerTests.World
    private let limits = RunLimits(inFlight: 4, ratePerSecond: 0)

    private func plan(_ world: World, adopts: Bool = false) async throws -> Plan {
        let wish = PlanWish(
            rows: ["1", "2", "3"].map { PlanWish.Row($0) },
            settings: [.init("reseller id", "RS-77")],
            adopts: adopts
        )
        return try await world.synchronizer.plan(wish, on: Samples.system())
    }

    private func states(_ world: World) async throws -> [SyncState?] {
        let states = try await world.store.states(on: "Dropbox")
        return ["1", "2", "3"].map { states[$0] }
    }

    @Test func `a plan is applied, and again changes nothing`() async throws {
        let ids: [ExternalID] = ["dbx-1", "dbx-2", "dbx-3"]
        let world = try await World(FakeVendor(sends: ids.map { FakeVendor.created($0) }))
        let plan = try await plan(world)
        let first = try await world.synchronizer.run(plan, limits: limits)
        #expect(first.ending == .complete)
        #expect(try await states(world) == [.synchronized, .synchronized, .synchronized])
        let second = try await world.synchronizer.run(plan, limits: limits)
        #expect(second.run.standings == Array(repeating: .ended(.synchronized), count: 3))
        #expect(world.vendor.sent.count == 3)
    }

    @Test func `an account that changed since the plan is refused alone, with what changed`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")]))
        let plan = try await plan(world)
        var changed = Samples.customer
        changed.email = "new@sonne.example"
        changed.revision = 2
        try await world.store.write([changed])
        let told = Told()
        let outcome = try await world.synchronizer.run(plan, limits: limits) { told.take($0) }
        #expect(
            outcome.run.standings == [.ended(.synchronized), .ended(.synchronized), .ended(.blocked)]
                || outcome.run.standings[1] == .ended(.blocked)
        )
        #expect(told.differences == [#"email ("info@sonne.example" in the plan, "new@sonne.example" now)"#])
        #expect(world.vendor.sent.count == 2)
    }

    @Test func `an account that is gone from the BSS since the plan is refused alone`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")]))
        let plan = try await plan(world)
        let gone = Samples.direct.with(Account.Origin(.bss, asOf: .distantPast, unseen: 2), now: .distantPast)
        #expect(gone.isGone && gone.revision == 2)
        try await world.store.write([gone])
        let told = Told()
        let outcome = try await world.synchronizer.run(plan, limits: limits) { told.take($0) }
        #expect(outcome.run.standings == [.ended(.synchronized), .ended(.synchronized), .ended(.blocked)])
        #expect(told.differences == ["whether the BSS has it"])
        #expect(world.vendor.sent.count == 2)
        #expect(try await self.plan(world).hash != plan.hash)
    }

    @Test func `what a failed parent skips is reported, so that nobody takes it for waiting`() async throws {
        let refused = Exchange<AccountAnswer>.answered(Response(status: 404, body: .unreadable(.empty)))
        let world = try await World(FakeVendor(sends: [refused, FakeVendor.created("dbx-3")]))
        let plan = try await plan(world)
        let story = Mutex(RunStory(plan, at: .distantPast))
        let outcome = try await world.synchronizer.run(plan, limits: RunLimits(inFlight: 1, ratePerSecond: 0)) {
            report in
            story.withLock { $0.take(report, at: .distantPast) }
        }
        #expect(outcome.run.standings == [.ended(.refused), .ended(.skipped), .ended(.synchronized)])
        #expect(story.withLock { $0.standings } == outcome.run.standings)
    }

    @Test func `a doubt of an earlier run is asked about once and linked`() async throws {
        let doubt = Exchange<AccountAnswer>.broken(.timedOut)
        let vendor = FakeVendor(
            exists: [
                FakeVendor.absent, FakeVendor.absent, FakeVendor.present("dbx-3"), FakeVendor.present("dbx-9"),
                FakeVendor.absent,
            ],
            sends: [doubt, FakeVendor.created("dbx-3"), FakeVendor.created("dbx-2")]
        )
        let world = try await World(vendor)
        let plan = try await plan(world)
        let one = RunLimits(inFlight: 1, ratePerSecond: 0)
        let first = try await world.synchronizer.run(plan, limits: one)
        #expect(first.run.standings == [.ended(.inDoubt), .waiting, .ended(.synchronized)])
        let second = try await world.synchronizer.run(plan, limits: one)
        #expect(second.run.standings == Array(repeating: .ended(.synchronized), count: 3))
        #expect(world.vendor.sent.count == 3)
    }

    @Test func `a plan of another workspace, or of other fields, is refused`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let other = try await World(FakeVendor(sends: []))
        let plan = try await plan(other)
        await #expect(throws: PlanProblem.self) { try await world.synchronizer.run(plan, limits: self.limits) }
        _ = try await other.store.keep([], of: "Dropbox", fetched: .distantPast)
        await #expect(throws: PlanProblem.self) { try await other.synchronizer.run(plan, limits: self.limits) }
        #expect(world.vendor.sent.isEmpty && other.vendor.sent.isEmpty)
    }

    @Test func `what is at the vendor is adopted only where the plan says so`() async throws {
        for adopts in [false, true] {
            let vendor = FakeVendor(
                exists: [FakeVendor.present("dbx-7"), FakeVendor.absent],
                sends: [FakeVendor.created("dbx-1")]
            )
            let world = try await World(vendor)
            let wish = PlanWish(rows: [.init("3")], settings: [.init("reseller id", "RS-77")], adopts: adopts)
            let plan = try await world.synchronizer.plan(wish, on: Samples.system())
            let outcome = try await world.synchronizer.run(plan, limits: limits)
            #expect(outcome.run.standings == [.ended(adopts ? .synchronized : .atVendor)])
            #expect(vendor.sent.isEmpty)
        }
    }

    @Test func `with a rate no request begins before its turn`() async throws {
        let ids: [ExternalID] = ["dbx-1", "dbx-2", "dbx-3"]
        let world = try await World(FakeVendor(sends: ids.map { FakeVendor.created($0) }))
        let plan = try await plan(world)
        let before = world.timekeeper.now().uptime
        _ = try await world.synchronizer.run(plan, limits: RunLimits(inFlight: 4, ratePerSecond: 2))
        // Three accounts, each asked about and sent, and the proof of the exists call: at least six turns of half a
        // second.
        #expect(world.timekeeper.now().uptime - before >= .seconds(3))
    }

    @Test func `what waits for its turn when the run is stopped is not begun`() async throws {
        let clock = WaitingTimekeeper()
        let ids: [ExternalID] = ["dbx-1", "dbx-2", "dbx-3"]
        let world = try await World(FakeVendor(sends: ids.map { FakeVendor.created($0) }), clock: clock)
        let plan = try await plan(world)
        let stop = RunStop()
        let stopping = Task {
            await clock.waitForSleep()
            stop.press()
        }
        // The first turn asks about the first account; its send, and every other request, would wait for a hundred seconds.
        let slow = RunLimits(inFlight: 4, ratePerSecond: 0.01)
        let outcome = try await world.synchronizer.run(plan, limits: slow, stop: stop)
        await stopping.value
        #expect(outcome.ending == .stopped)
        #expect(outcome.run.standings == [.waiting, .waiting, .waiting])
        #expect(world.vendor.sent.isEmpty && world.vendor.asked == 1)
        #expect(try await states(world) == [nil, nil, nil])
    }

    @Test func `a stop ends the wait that a vendor asked for, and the account is not sent`() async throws {
        for isAsking in [false, true] {
            let clock = WaitingTimekeeper()
            let throttled = FakeVendor.status(429, after: .seconds(120))
            let vendor = FakeVendor(
                exists: [isAsking ? throttled : FakeVendor.absent],
                sends: [throttled, FakeVendor.created("dbx-3")]
            )
            let world = try await World(vendor, clock: clock)
            let wish = PlanWish(rows: [.init("3")], settings: [.init("reseller id", "RS-77")])
            let plan = try await world.synchronizer.plan(wish, on: Samples.system())
            let stop = RunStop()
            let notices = Mutex<[Notice]>([])
            let stopping = Task {
                await clock.waitForSleep()
                stop.press()
            }
            let outcome = try await world.synchronizer.run(plan, limits: limits, stop: stop) { report in
                guard case .ended(_, let result, let ended) = report else { return }
                notices.withLock { $0.append(Notice(ended, result, of: plan.items[0])) }
            }
            await stopping.value
            #expect(outcome.ending == .stopped && outcome.run.standings == [.ended(.notSent)])
            #expect(vendor.sent.count == (isAsking ? 0 : 1))
            let link = try await world.store.row(id: "3")?.links["Dropbox"]
            let state: SyncState? = isAsking ? nil : .notSent
            let reason: Reason? = isAsking ? nil : .throttledAndStopped
            #expect(link?.state == state && link?.reason == reason)
            let headline = try #require(notices.withLock { $0.first }).headline
            #expect(headline.hasSuffix("Dropbox asked to wait, and the run was stopped."), "\(headline)")
        }
    }

    /// What a run told.
    private final class Told: Sendable {
        private let found = Mutex<[String]>([])
        var differences: [String] { found.withLock { $0 } }
        func take(_ report: RunReport) {
            if case .ended(_, _, .differs(let differences)) = report {
                found.withLock { $0 += differences.map(\.phrase) }
            }
        }
    }
}
