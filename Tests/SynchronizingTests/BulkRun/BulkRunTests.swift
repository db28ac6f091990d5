import Accounts
import FoundationEssentials
import Samples
import Synchronizing
import Testing

/// The order of a run, as a value.
@Suite struct BulkRunTests {
    private let limits = RunLimits(inFlight: 2)

    private func item(
        _ code: AccountCode,
        parent: AccountCode? = nil,
        _ verdict: Plan.Verdict = .ready
    ) -> Plan.Item {
        Plan.Item(
            id: AccountID(code.rawValue),
            code: code,
            name: code.rawValue,
            traits: [:],
            parent: parent,
            fields: [],
            adopts: false,
            allowsStorefront: false,
            verdict: verdict
        )
    }

    private func plan(_ items: [Plan.Item]) -> Plan {
        Plan(workspace: "w", system: "Dropbox", definitions: "d", items: items)
    }

    private func family() -> Plan {
        plan([item("R"), item("C", parent: "R", .waits(for: "R")), item("D", parent: "R", .waits(for: "R"))])
    }

    private func run(_ plan: Plan, states: [AccountID: SyncState] = [:], only: Set<AccountID>? = nil) -> BulkRun {
        BulkRun(plan, states: states, only: only, limits: limits)
    }

    @Test func `children begin when their parent is synchronized, as many at once as the limit says`() {
        var run = run(family())
        #expect(run.apply(.started) == [.send(0)])
        #expect(run.apply(.ended(0, .synchronized)) == [.send(1), .send(2)])
        #expect(run.apply(.ended(2, .synchronized)) == [])
        #expect(run.apply(.ended(1, .synchronized)) == [.finish(.complete)])
    }

    @Test func `children of a refused parent are skipped`() {
        var run = run(family())
        _ = run.apply(.started)
        #expect(run.apply(.ended(0, .refused)) == [.finish(.complete)])
        #expect(run.standings == [.ended(.refused), .ended(.skipped), .ended(.skipped)])
    }

    @Test func `whoever is skipped is named once, with all that are below it`() {
        var run = run(plan([item("R"), item("C", parent: "R"), item("D", parent: "C"), item("E")]))
        _ = run.apply(.started)
        #expect(run.skipped == [])
        _ = run.apply(.ended(0, .refused))
        #expect(run.skipped == [1, 2])
        _ = run.apply(.ended(3, .synchronized))
        #expect(run.skipped == [])
    }

    @Test func `children of a parent in doubt wait`() {
        var run = run(family())
        _ = run.apply(.started)
        #expect(run.apply(.ended(0, .inDoubt)) == [.finish(.complete)])
        #expect(run.standings == [.ended(.inDoubt), .waiting, .waiting])
    }

    @Test func `what an earlier run left in doubt is asked about first, and never sent`() {
        var run = run(plan([item("A"), item("B")]), states: ["B": .inDoubt])
        #expect(run.apply(.started) == [.ask(1), .send(0)])
        #expect(run.apply(.ended(1, .inDoubt)) == [])
        #expect(run.apply(.ended(0, .synchronized)) == [.finish(.complete)])
    }

    @Test func `what is synchronized counts as done, and frees its children`() {
        var run = run(family(), states: ["R": .synchronized])
        #expect(run.apply(.started) == [.send(1), .send(2)])
    }

    @Test func `three that became in doubt end it; those of an earlier run do not count`() {
        let items = (0..<9).map { item(AccountCode("A\($0)")) }
        var run = run(plan(items), states: ["A0": .inDoubt, "A1": .inDoubt])
        #expect(run.apply(.started) == [.ask(0), .ask(1)])
        _ = run.apply(.ended(0, .inDoubt))
        _ = run.apply(.ended(1, .inDoubt))
        _ = run.apply(.ended(2, .inDoubt))
        _ = run.apply(.ended(3, .inDoubt))
        #expect(run.apply(.ended(4, .inDoubt)) == [])
        #expect(run.apply(.ended(5, .synchronized)) == [.finish(.doubts(3))])
        #expect(run.standings[6] == .waiting)
    }

    @Test func `four of ten failures end it, three of ten do not`() {
        for (failures, ending) in [(3, nil), (4, BulkRun.Ending.quarantined(.failures(4, of: 10)))] {
            var run = BulkRun(
                plan((0..<12).map { item(AccountCode("A\($0)")) }),
                states: [:],
                limits: RunLimits(inFlight: 1)
            )
            var actions = run.apply(.started)
            for index in 0..<10 { actions = run.apply(.ended(index, index < failures ? .refused : .synchronized)) }
            #expect(actions == [ending.map { .finish($0) } ?? .send(10)])
        }
    }

    @Test func `what was not sent counts as a failure; what needs the operator counts neither way`() {
        let failures: Set<BulkRun.Result> = [.notSent, .refused]
        for result in failures.union([.atVendor, .conflict, .blocked, .skipped]) {
            let ends = failures.contains(result)
            var run = BulkRun(
                plan((0..<30).map { item(AccountCode("A\($0)")) }),
                states: [:],
                limits: RunLimits(inFlight: 1)
            )
            var actions = run.apply(.started)
            for index in 0..<10 { actions = run.apply(.ended(index, result)) }
            #expect(actions == [ends ? .finish(.quarantined(.failures(10, of: 10))) : .send(10)], "\(result)")
        }
    }

    @Test func `nine failures are too few to end it, and what was in doubt before counts for nothing`() {
        var run = BulkRun(
            plan((0..<30).map { item(AccountCode("A\($0)")) }),
            states: ["A0": .inDoubt],
            limits: RunLimits(inFlight: 1)
        )
        #expect(run.apply(.started) == [.ask(0)])
        #expect(run.apply(.ended(0, .refused)) == [.send(1)])
        for index in 1..<9 { #expect(run.apply(.ended(index, .refused)) == [.send(index + 1)]) }
        #expect(run.apply(.ended(9, .refused)) == [.send(10)])
        #expect(run.apply(.ended(10, .refused)) == [.finish(.quarantined(.failures(10, of: 10)))])
    }

    @Test func `what is held, given up or in conflict is not begun, and its children are skipped`() {
        let states: [(SyncState, BulkRun.Standing)] = [
            (.conflict, .ended(.conflict)), (.abandoned, .ended(.blocked)),
        ]
        for (state, standing) in states {
            var run = run(family(), states: ["R": state])
            #expect(run.standings == [standing, .ended(.skipped), .ended(.skipped)])
            #expect(run.apply(.started) == [.finish(.complete)])
        }
        var refused = run(family(), states: ["R": .refused])
        #expect(refused.apply(.started) == [.send(0)])
    }

    @Test func `what is synchronized with other values is blocked, and its children are skipped`() {
        var run = BulkRun(family(), states: ["R": .synchronized], otherwise: ["R"], limits: limits)
        #expect(run.standings == [.ended(.blocked), .ended(.skipped), .ended(.skipped)])
        #expect(run.apply(.started) == [.finish(.complete)])
    }

    @Test func `children of a parent whose outcome is not written down wait`() {
        var run = run(family())
        _ = run.apply(.started)
        #expect(run.apply(.ended(0, .unrecorded)) == [.finish(.storeFailed)])
        #expect(run.standings == [.ended(.unrecorded), .waiting, .waiting])
    }

    @Test func `a vendor that refuses everything ends it at once`() {
        var run = run(plan([item("A"), item("B"), item("C")]))
        _ = run.apply(.started)
        #expect(run.apply(.quarantined(0, .refused(status: 401))) == [])
        #expect(run.apply(.ended(1, .refused)) == [.finish(.quarantined(.refused(status: 401)))])
        #expect(run.standings == [.waiting, .ended(.refused), .waiting])
    }

    @Test func `an open breaker holds the run, then one goes first`() {
        var run = run(plan([item("A"), item("B"), item("C")]))
        #expect(run.apply(.started) == [.send(0), .send(1)])
        #expect(run.apply(.unreachable(0, .seconds(60))) == [.hold(.seconds(60))])
        #expect(run.apply(.unreachable(1, .seconds(60))) == [])
        let probe = run.apply(.held)
        #expect(probe.count == 1)
        #expect(run.apply(.ended(1, .synchronized)).count == 2)
    }

    @Test func `a vendor that stays away ends it after three probes`() {
        var run = run(plan([item("A")]))
        var actions = run.apply(.started)
        for _ in 0..<3 {
            #expect(actions == [.send(0)])
            #expect(run.apply(.unreachable(0, .seconds(60))) == [.hold(.seconds(60))])
            actions = run.apply(.held)
        }
        #expect(actions == [.send(0)])
        #expect(run.apply(.unreachable(0, .seconds(60))) == [.finish(.unreachable)])
    }

    @Test func `a probe that comes through lets all others go, and the count of those that failed begins again`() {
        var run = run(plan((0..<6).map { item(AccountCode("A\($0)")) }))
        _ = run.apply(.started)
        for _ in 0..<2 {
            _ = run.apply(.unreachable(0, .seconds(60)))
            _ = run.apply(.held)
        }
        _ = run.apply(.ended(1, .synchronized))
        #expect(run.underWay == 2)
        for _ in 0..<2 {
            _ = run.apply(.unreachable(0, .seconds(60)))
            #expect(run.apply(.held) != [.finish(.unreachable)])
        }
    }

    @Test func `stopped, it finishes what is under way and begins nothing`() {
        var run = run(plan([item("A"), item("B"), item("C")]))
        _ = run.apply(.started)
        #expect(run.apply(.stopped) == [])
        #expect(run.apply(.ended(0, .synchronized)) == [])
        #expect(run.apply(.ended(1, .synchronized)) == [.finish(.stopped)])
    }

    @Test func `stopped while it is held, it ends at once`() {
        var run = run(plan([item("A")]))
        _ = run.apply(.started)
        _ = run.apply(.unreachable(0, .seconds(60)))
        #expect(run.apply(.stopped) == [.finish(.stopped)])
    }

    @Test func `a failing store ends it`() {
        var run = run(plan([item("A"), item("B"), item("C")]))
        _ = run.apply(.started)
        _ = run.apply(.ended(0, .storeFailed))
        #expect(run.apply(.ended(1, .synchronized)) == [.finish(.storeFailed)])
    }

    @Test func `only what was chosen is sent`() {
        var run = run(plan([item("A"), item("B")]), only: ["B"])
        #expect(run.apply(.started) == [.send(1)])
        #expect(run.apply(.ended(1, .synchronized)) == [.finish(.complete)])
    }

    @Test func `an empty plan is complete`() {
        var run = run(plan([]))
        #expect(run.apply(.started) == [.finish(.complete)])
    }

    // MARK: Others

    private func items(_ plan: Plan, _ standings: [RunItem.Standing]) -> [RunItem] {
        zip(plan.items, standings).enumerated()
            .map { RunItem(place: $0, account: $1.0.id, standing: $1.1) }
    }

    private func record(_ result: BulkRun.Result, counts: Bool = false) -> RunItem.Standing {
        .ended(RunRecord(result, at: .distantPast, by: "anna", counts: counts))
    }

    @Test func `what others have taken is not begun, and frees its children when they have ended it`() {
        var run = run(family())
        #expect(run.apply(.started) == [.send(0)])
        #expect(run.apply(.elsewhere(0)) == [])
        #expect(run.underWay == 0 && run.others == [0])
        #expect(run.apply(.endedElsewhere(0, .synchronized, counts: true)) == [.send(1), .send(2)])
        #expect(run.apply(.elsewhere(1)) == [])
        #expect(run.apply(.ended(2, .synchronized)) == [])
        #expect(run.apply(.endedElsewhere(1, .synchronized, counts: true)) == [.finish(.complete)])
    }

    @Test func `who joins begins what is free, and counts what others ended`() {
        let plan = plan([item("A"), item("B"), item("C"), item("D"), item("E", parent: "B")])
        let found = items(
            plan,
            [record(.inDoubt, counts: true), record(.refused, counts: true), .taken(isOurs: false), .free, .free]
        )
        var run = BulkRun(plan, items: found, states: [:], limits: RunLimits(inFlight: 2, mostDoubts: 2))
        #expect(run.skipped == [4])
        #expect(run.apply(.started) == [.send(3)])
        #expect(run.apply(.endedElsewhere(2, .inDoubt, counts: true)) == [])
        #expect(run.apply(.ended(3, .synchronized)) == [.finish(.doubts(2))])
    }

    @Test func `what another gives back, or left behind, is begun again`() {
        let plan = plan([item("A"), item("B")])
        let found = items(plan, [.taken(isOurs: false), record(.synchronized)])
        var run = BulkRun(plan, items: found, states: [:], limits: limits)
        #expect(run.apply(.started) == [])
        #expect(run.apply(.freed(0)) == [.send(0)])
        #expect(run.apply(.ended(0, .synchronized)) == [.finish(.complete)])
    }

    @Test func `without room nothing is begun until the next look`() {
        var run = run(plan([item("A"), item("B")]))
        #expect(run.apply(.started) == [.send(0), .send(1)])
        #expect(run.apply(.full(1)) == [])
        #expect(run.apply(.full(0)) == [])
        #expect(run.apply(.looked) == [.send(0), .send(1)])
    }

    @Test func `while others hold nothing is begun, and that is no failed probe of this process`() {
        var run = run(plan([item("A")]))
        var actions = run.apply(.started)
        for _ in 0..<5 {
            #expect(actions == [.send(0)])
            #expect(run.apply(.heldElsewhere(0, .seconds(9))) == [.hold(.seconds(9))])
            actions = run.apply(.held)
        }
    }

    @Test func `who leaves begins nothing, goes when nothing is under way here, and ends nothing`() {
        var run = run(plan([item("A"), item("B"), item("C")]))
        _ = run.apply(.started)
        _ = run.apply(.elsewhere(2))
        #expect(run.apply(.leaving) == [])
        #expect(run.apply(.unbegun(1)) == [])
        #expect(run.apply(.ended(0, .synchronized)) == [.leave])
    }

    @Test func `what is put back after another has taken it stays taken`() {
        var run = run(plan([item("A")]))
        _ = run.apply(.started)
        _ = run.apply(.endedElsewhere(0, .synchronized, counts: true))
        #expect(run.apply(.unbegun(0)) == [])
        #expect(run.standings == [.ended(.synchronized)] && run.underWay == 0)
    }

    @Test func `a run that has ended for everybody ends here, whatever others had`() {
        var run = run(plan([item("A"), item("B"), item("C")]))
        _ = run.apply(.started)
        _ = run.apply(.elsewhere(2))
        _ = run.apply(.over(.stopped))
        _ = run.apply(.ended(0, .synchronized))
        #expect(run.apply(.ended(1, .synchronized)) == [.finish(.stopped)])
    }
}
