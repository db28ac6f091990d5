import AccountStore
import Accounts
import Samples
import Synchronization
import Synchronizing
import Testing

/// Plans over the real store.
@Suite struct PlannerTests {
    private typealias World = SynchronizerTests.World

    private func plan(
        _ world: World,
        _ ids: [AccountID],
        settings: [Setting] = [.init("reseller id", "RS-77")],
        own: [AccountID: [Setting]] = [:]
    ) async throws -> Plan {
        let wish = PlanWish(rows: ids.map { PlanWish.Row($0, settings: own[$0] ?? []) }, settings: settings)
        return try await world.synchronizer.plan(wish, on: Samples.system())
    }

    @Test func `parents come first, and give their children what the plan sends for them`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let plan = try await plan(world, ["2", "1"], settings: [], own: ["1": [.init("Reseller ID", "RS-9")]])
        #expect(plan.items.map(\.code) == ["R-1", "C-1"])
        #expect(plan.items.map(\.verdict) == [.ready, .waits(for: "R-1")])
        #expect(plan.items[1].values["reseller-id"] == "RS-9")
        #expect(plan.items[1].fields.last?.provenance == .resellersPlan(name: "Northwind Cloud"))
        #expect(world.vendor.asked == 0)
    }

    @Test func `a plan of many accounts tells how far it is, and finds emails that are used twice`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let many = (0..<1_200)
            .map { number in
                Account(
                    id: AccountID("M\(number)"),
                    code: AccountCode("M-\(number)"),
                    name: "m",
                    kind: .reseller,
                    email: "m\(number % 1_000)@x.example",
                    country: "DE"
                )
            }
        try await world.store.write(many)
        let told = Told()
        let wish = PlanWish(rows: many.map { PlanWish.Row($0.id) }, settings: [.init("reseller id", "RS-77")])
        let plan = try await world.synchronizer.plan(wish, on: Samples.system()) { done, total in told.add(done, total)
        }
        let verdicts = plan.items.map(\.verdict.kind)
        #expect(verdicts[200..<1_000].allSatisfy { $0 == .ready })
        #expect(verdicts[1_000...].allSatisfy { $0 == .blocked })
        #expect(told.all.map(\.done) == [0, 0, 0, 0, 500, 1_000])
        #expect(told.all.allSatisfy { $0.total == 1_200 })
    }

    @Test func `a plan that is not kept has the items, the hash and the forecast of one that is`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let many = (0..<1_100)
            .map { number in
                Account(
                    id: AccountID("M\(number)"),
                    code: AccountCode("M-\(number)"),
                    name: "m",
                    kind: number.isMultiple(of: 400) ? .reseller : .endCustomer,
                    parent: number.isMultiple(of: 400) ? nil : AccountID("M\(number / 400 * 400)"),
                    email: "m\(number)@x.example",
                    country: "DE"
                )
            }
        try await world.store.write(many)
        // Children come first here, and some accounts are named twice or are unknown.
        let ids = many.reversed().map(\.id) + ["M7", "nobody", "1"]
        let wish = PlanWish(rows: ids.map { PlanWish.Row($0) }, settings: [.init("reseller id", "RS-77")])
        let kept = try await world.synchronizer.plan(wish, on: Samples.system())
        let portions = Mutex<[[Plan.Item]]>([])
        let tally = try await world.synchronizer.plan(
            wish,
            on: Samples.system(),
            eachPortion: { items in
                portions.withLock { $0.append(items) }
                return true
            }
        )
        #expect(portions.withLock { $0.map(\.count) } == [500, 500, 101])
        #expect(portions.withLock { $0.flatMap(\.self) } == kept.items)
        #expect(tally.hash == kept.hash)
        #expect(tally.counts == kept.counts)
        #expect(kept.items[0].code == "M-800" && kept.items[300].code == "M-400" && kept.items[1_100].code == "R-1")
        let limits = RunLimits(inFlight: 1, ratePerSecond: 1)
        let forecast = try await world.synchronizer.forecast(of: tally, limits: limits)
        #expect(try await world.synchronizer.forecast(of: kept.tally, limits: limits) == forecast)
        #expect(forecast.newResellers == ["M-0", "M-400", "M-800", "R-1"])
        portions.withLock { $0 = [] }
        _ = try await world.synchronizer.plan(
            wish,
            on: Samples.system(),
            eachPortion: { items in
                portions.withLock { $0.append(items) }
                return false
            }
        )
        #expect(portions.withLock { $0.count } == 1)
    }

    @Test func `a child whose reseller is neither synchronized nor in the plan is blocked`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let plan = try await plan(world, ["2"])
        #expect(plan.items.map(\.verdict.kind) == [.blocked])
    }

    @Test func `an email that comes twice in a plan blocks the second account`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let plan = try await plan(world, ["1", "3"], own: ["3": [.init("email", "OPS@northwind.example")]])
        #expect(plan.items.map(\.verdict.kind) == [.ready, .blocked])
        guard case .blocked(let reasons) = plan.items[1].verdict, case .finding(let finding) = reasons.first else {
            return #expect(Bool(false), "\(plan.items[1].verdict)")
        }
        #expect(finding.rule == .emailPlanned(for: "R-1", name: "Northwind Cloud"))
    }

    @Test func `a value that is no choice blocks its account, a field that nobody knows the plan`() async throws {
        let world = try await World(FakeVendor(sends: []))
        let plan = try await plan(world, ["3"], own: ["3": [.init("role", "Emperor")]])
        #expect(plan.items.map(\.verdict.kind) == [.blocked])
        await #expect(throws: PlanProblem.self) {
            try await self.plan(world, ["3"], settings: [.init("colour", "red")])
        }
    }

    @Test func `the hash covers data and values, and no states`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        let first = try await plan(world, ["1", "2"])
        _ = await world.synchronizer.synchronize(try await world.form(Samples.reseller))
        let second = try await plan(world, ["1", "2"])
        #expect(second.items.map(\.verdict.kind) == [.synchronized, .ready])
        #expect(second.items[1].fingerprintForTests == first.items[1].fingerprintForTests)
        var changed = Samples.customer
        changed.phone = "1"
        changed.revision = 2
        try await world.store.write([changed])
        let third = try await plan(world, ["1", "2"])
        #expect(third.hash != second.hash)
        #expect(try await plan(world, ["1", "2"], settings: [.init("reseller id", "RS-1")]).hash != third.hash)
    }
}

extension Plan.Item {
    /// The part of an item that the hash covers, by way of a plan of it alone.
    fileprivate var fingerprintForTests: String {
        Plan(workspace: "w", system: "s", definitions: "d", items: [self]).hash
    }
}

private final class Told: Sendable {
    private let stored = Mutex<[(done: Int, total: Int)]>([])
    func add(_ done: Int, _ total: Int) { stored.withLock { $0.append((done, total)) } }
    var all: [(done: Int, total: Int)] { stored.withLock { $0 } }
}
