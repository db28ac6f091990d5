import AccountStore
import Accounts
import Foundation
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Telling
import Testing

/// What was synchronized with values other than those asked for is not a success: both values are shown.
@Suite struct OtherValuesTests {
    private typealias World = SynchronizerTests.World
    private let limits = RunLimits(inFlight: 1, ratePerSecond: 0)

    private func plan(
        _ world: World,
        _ ids: [AccountID],
        reseller id: String?,
        own: [AccountID: [Setting]] = [:]
    ) async throws -> Plan {
        let wish = PlanWish(
            rows: ids.map { PlanWish.Row($0, settings: own[$0] ?? []) },
            settings: id.map { [.init("reseller id", $0)] } ?? []
        )
        return try await world.synchronizer.plan(wish, on: Samples.system())
    }

    private static let difference = ValueDifference(label: "Reseller ID", sent: "RS-88", asked: "RS-99")

    @Test func `a plan tells a value that is named and differs from what was sent, and its run is no success`()
        async throws
    {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        _ = try await world.synchronizer.run(try await plan(world, ["3"], reseller: "RS-88"), limits: limits)
        let same = try await plan(world, ["3"], reseller: "RS-88")
        #expect(same.items.map(\.verdict) == [.synchronized(as: "dbx-1")])
        let unnamed = try await plan(world, ["3"], reseller: nil)
        #expect(unnamed.items.map(\.verdict) == [.synchronized(as: "dbx-1")])
        let other = try await plan(world, ["3"], reseller: "RS-99")
        guard case .blocked(let reasons) = other.items[0].verdict else {
            Issue.record("\(other.items[0].verdict)")
            return
        }
        #expect(reasons.map(\.message) == [#"it is synchronized as dbx-1 with Reseller ID "RS-88", not "RS-99""#])
        #expect(reasons[0].cure == "correct the value in the vendor's portal")
        for (plan, result) in [(same, BulkRun.Result.synchronized), (unnamed, .synchronized), (other, .blocked)] {
            let outcome = try await world.synchronizer.run(plan, limits: limits)
            #expect(outcome.run.standings == [.ended(result)])
        }
        #expect(world.vendor.sent.count == 1)
    }

    @Test func `a choice is told by its name, and a parent by its code`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")]))
        _ = try await world.synchronizer.run(try await plan(world, ["1", "2"], reseller: "RS-88"), limits: limits)
        var other = Samples.reseller
        (other.id, other.code, other.email) = ("9", "R-9", "r9@x.example")
        try await world.store.write([other])
        let own: [AccountID: [Setting]] = ["2": [.init("role", "Reseller"), .init("parent", "R-9")]]
        let plan = try await plan(world, ["2"], reseller: nil, own: own)
        guard case .blocked(let reasons) = plan.items[0].verdict else {
            Issue.record("\(plan.items[0].verdict)")
            return
        }
        #expect(
            reasons.map(\.message) == [
                #"it is synchronized as dbx-2 with Role "User", not "Reseller""#,
                #"it is synchronized as dbx-2 with Parent Account "R-1", not "R-9""#,
            ]
        )
        let outcome = try await world.synchronizer.run(plan, limits: limits)
        #expect(outcome.run.standings == [.ended(.blocked)])
    }

    @Test func `a choice whose id ends with a blank is sent as it is, and does not differ from itself`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        var fields = Samples.fields
        fields[0].choices = [.init(id: "user ", name: "User"), .init(id: "2", name: "Reseller")]
        _ = try await world.store.keep(fields, of: "Dropbox", fetched: Date())
        let own: [AccountID: [Setting]] = ["3": [.init("role", "User")]]
        let first = try await plan(world, ["3"], reseller: "RS-88", own: own)
        let outcome = try await world.synchronizer.run(first, limits: limits)
        #expect(outcome.run.standings == [.ended(.synchronized)])
        let sent = try await world.store.row(id: "3")?.links["Dropbox"]?.options
        #expect(sent?["role"] == "user ")
        let again = try await plan(world, ["3"], reseller: "RS-88", own: own)
        #expect(again.items.map(\.verdict) == [.synchronized(as: "dbx-1")])
    }

    @Test func `under a reseller that is synchronized otherwise nothing is planned`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        _ = try await world.synchronizer.run(try await plan(world, ["1"], reseller: "RS-88"), limits: limits)
        let plan = try await plan(world, ["1", "2"], reseller: "RS-99")
        #expect(plan.items.map(\.verdict.kind) == [.blocked, .blocked])
        _ = try await world.synchronizer.run(plan, limits: limits)
        #expect(world.vendor.sent.count == 1)
    }

    @Test func `of two plans with other values for the same accounts, the second one's run is no success`() async throws
    {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")]))
        let first = try await plan(world, ["1", "2"], reseller: "RS-88")
        let second = try await plan(world, ["1", "2"], reseller: "RS-99")
        #expect(second.items.map(\.verdict.kind) == [.ready, .waits])
        _ = try await world.synchronizer.run(first, limits: limits)
        let told = Ends()
        let outcome = try await world.synchronizer.run(second, limits: limits) { told.take($0) }
        #expect(outcome.run.standings == [.ended(.blocked), .ended(.blocked)])
        #expect(told.differences == [0: [Self.difference], 1: [Self.difference]])
        let again = try await world.synchronizer.run(first, limits: limits)
        #expect(again.run.standings == [.ended(.synchronized), .ended(.synchronized)])
        #expect(world.vendor.sent.count == 2)
    }

    @Test(arguments: [false, true])
    func `what somebody synchronizes otherwise in the middle of it is told, not counted`(isBulk: Bool) async throws {
        let other = Mutex<(World, SyncForm)?>(nil)
        let box = Box(other)
        let vendor = FakeVendor(
            sends: [FakeVendor.created("dbx-1")],
            beforeExists: { _ in await box.synchronizeOnce() }
        )
        let world = try await World(vendor)
        var theirs = try await world.form()
        theirs.enter("RS-88", in: "reseller-id")
        var ours = theirs
        ours.enter("RS-99", in: "reseller-id")
        let plan = try await plan(world, ["3"], reseller: "RS-99")
        box.set(world, theirs)
        if isBulk {
            let told = Ends()
            let outcome = try await world.synchronizer.run(plan, limits: limits) { told.take($0) }
            #expect(outcome.run.standings == [.ended(.blocked)])
            #expect(told.differences == [0: [Self.difference]])
        } else {
            guard
                case .synchronizedOtherwise(let link, [Self.difference]) = await world.synchronizer.synchronize(ours)
            else {
                Issue.record("it counts as synchronized")
                return
            }
            #expect(link.externalID == "dbx-1")
        }
        #expect(vendor.sent.count == 1)
    }

    @Test func `what was in doubt with other values is adopted, and told as no success`() async throws {
        let vendor = FakeVendor(
            exists: [FakeVendor.absent, FakeVendor.present("dbx-1")],
            sends: [.broken(.connectionLost)]
        )
        let world = try await World(vendor)
        _ = try await world.synchronizer.run(try await plan(world, ["3"], reseller: "RS-88"), limits: limits)
        let plan = try await plan(world, ["3"], reseller: "RS-99")
        #expect(plan.items[0].verdict == .inDoubt)
        #expect(plan.items[0].warnings.map(\.message) == [#"it is in doubt with Reseller ID "RS-88", not "RS-99""#])
        let told = Ends()
        let outcome = try await world.synchronizer.run(plan, limits: limits) { told.take($0) }
        #expect(outcome.run.standings == [.ended(.blocked)])
        #expect(told.differences == [0: [Self.difference]])
        #expect(try await world.link()?.state == .synchronized)
    }

    /// Somebody else, who synchronizes a form during the first exists call.
    private final class Box: Sendable {
        private let other: Mutex<(World, SyncForm)?>
        init(_ other: consuming Mutex<(World, SyncForm)?>) { self.other = other }
        func set(_ world: World, _ form: SyncForm) { other.withLock { $0 = (world, form) } }
        func synchronizeOnce() async {
            let taken = other.withLock { other in
                defer { other = nil }
                return other
            }
            if let (world, form) = taken { _ = await world.synchronizer.synchronize(form) }
        }
    }

    /// What a run told of accounts that are synchronized otherwise.
    private final class Ends: Sendable {
        private let found = Mutex<[Int: [ValueDifference]]>([:])
        var differences: [Int: [ValueDifference]] { found.withLock { $0 } }
        func take(_ report: RunReport) {
            guard case .ended(let index, .blocked, let ended) = report else { return }
            switch ended {
            case .otherwise(_, let differences), .concluded(_, .synchronizedOtherwise(_, let differences)):
                found.withLock { $0[index] = differences }
            default: break
            }
        }
    }
}
