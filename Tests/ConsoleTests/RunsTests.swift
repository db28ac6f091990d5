import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// The bulk runs of everybody, and what can be done with them.
@Suite(.timeLimit(.minutes(5))) struct RunsTests {
    /// A run of a reseller and its customers that somebody left to a worker.
    @discardableResult
    private func begin(_ stage: Stage, isDetached: Bool = true) async throws -> RunID {
        let system = try #require(try await stage.workspace.systems.system(named: "Dropbox"))
        var rows: [PlanWish.Row] = []
        for code in ["R-100", "C-101", "C-102"] as [AccountCode] {
            rows.append(PlanWish.Row(try #require(try await stage.workspace.accounts.row(code: code)).account.id))
        }
        let wish = PlanWish(rows: rows, settings: [.init("reseller id", "RS-77")])
        let plan = try await stage.workspace.synchronizer.plan(wish, on: system)
        let order = RunOrder(text: plan.text, isDetached: isDetached)
        let limits = RunLimits(inFlight: 1, ratePerSecond: 0)
        return try await stage.workspace.synchronizer.begin(plan, order, limits: limits).id
    }

    @Test func `runs of others are listed, and one that waits is worked on with a key`() async throws {
        let stage = try await Stage.open()
        await stage.type("L")
        #expect(stage.shows("There has been no bulk run in this book yet."))
        await stage.type("J")
        #expect(stage.text.contains("Not now"))
        try await begin(stage)
        await stage.changeElsewhere()
        #expect(stage.text.contains("waits for a worker") && stage.text.contains("0 of 3"))
        #expect(try stage.vendor.sent.isEmpty)
        await stage.type("J")
        #expect(stage.shows("Send the 3 that are left to Dropbox?") && stage.shows("0 of 3 are done."), "\(stage.text)")
        await stage.type("n")
        await stage.settle()
        #expect(try stage.vendor.sent.isEmpty && stage.console.ledger == nil)
        await stage.type("Jy")
        await stage.settle()
        #expect(stage.console.ledger?.doneCount == 3 && stage.console.ledger?.isRunning == false)
        #expect(try stage.vendor.sent.count == 3)
        await stage.type("J")
        #expect(stage.text.contains("Not now: the run is over"))
    }

    @Test func `a run that nobody goes on with is told when a console opens`() async throws {
        let stage = try await Stage.open()
        try await begin(stage)
        await stage.reopen()
        #expect(!stage.shows("was left"), "a worker takes it: \(stage.text)")
        try await begin(stage, isDetached: false)
        await stage.reopen()
        #expect(stage.shows("Run 2 on Dropbox was left: 0 of 3 done. L lists it"), "\(stage.text)")
    }

    @Test func `what needs you names a run that was left, and goes on with it`() async throws {
        let stage = try await Stage.open()
        try await begin(stage, isDetached: false)
        await stage.reopen()
        await stage.type("d")
        #expect(stage.shows("Run 1") && stage.shows("left behind") && stage.shows("J go on"), "\(stage.text)")
        #expect(stage.shows("Run 1 on Dropbox was left: 0 of 3 done."), "\(stage.text)")
        #expect(stage.lines.last?.contains("J work on it") == true, "\(stage.text)")
        for key in ["A", "W", "s", "e", " "] {
            await stage.type(key)
            #expect(stage.text.contains("Not now:"), "\(key): \(stage.text)")
        }
        await stage.type("Jy")
        await stage.settle()
        #expect(stage.console.ledger?.doneCount == 3 && stage.console.ledger?.isRunning == false)
        await stage.leave()
        await stage.changeElsewhere()
        #expect(!stage.shows("left behind"), "\(stage.text)")
    }

    @Test func `a run is told from the book after a restart`() async throws {
        let stage = try await Stage.open()
        try await begin(stage)
        await stage.type("LJy")
        await stage.settle()
        await stage.reopen()
        await stage.type("L")
        #expect(stage.text.contains("complete") && stage.text.contains("3 of 3"))
        await stage.press(.enter)
        #expect(stage.text.contains("Bulk run 1"))
        #expect(stage.text.contains("R-100") && stage.text.contains("dbx-"))
        await stage.type("r")
        #expect(stage.text.contains("Not now: nothing was refused or not sent"))
        await stage.type("c")
        #expect(stage.text.contains("Not now: the run is over"))
    }

    @Test func `a run is stopped for everybody, from the list and from its accounts`() async throws {
        let stage = try await Stage.open()
        try await begin(stage)
        try await begin(stage)
        await stage.type("Lc")
        await stage.settle()
        #expect(stage.line("2 ").contains("stopped"), "\(stage.text)")
        await stage.type("jc")
        await stage.settle()
        #expect(try await stage.workspace.runs.runs(limit: 9).map(\.ending) == [.stopped, .stopped])
        #expect(try stage.vendor.sent.isEmpty)
    }

    @Test func `what failed in a run of somebody is tried again in a new one`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:429=1@1"])
        let id = try await begin(stage)
        _ = try await stage.workspace.join(id) { _ in }
        await stage.type("Lr")
        await stage.settle()
        let runs = try await stage.workspace.runs.runs(limit: 9)
        #expect(runs.map(\.retryOf) == [id, nil])
        #expect(try stage.vendor.sent.count >= 1)
        #expect(stage.console.ledger?.standings.first == .ended(.synchronized))
    }

    @Test func `an open ledger follows what others do`() async throws {
        let stage = try await Stage.open()
        let id = try await begin(stage)
        await stage.type("L")
        await stage.press(.enter)
        #expect(stage.text.contains("0 of 3"))
        _ = try await stage.workspace.join(id) { _ in }
        await stage.changeElsewhere()
        #expect(stage.text.contains("3 of 3"), "\(stage.text)")
    }

    @Test func `of a run that others work on the vendor's next free turn is shown`() async throws {
        let stage = try await Stage.open()
        let id = try await begin(stage)
        let (runs, now) = (stage.workspace.runs, StoppedClock().now())
        _ = try await runs.take([0], of: id, within: RunLimits(inFlight: 1, ratePerSecond: 0), at: now)
        try await runs.holdOff("Dropbox", for: .seconds(40), at: now)
        await stage.type("L")
        await stage.press(.enter)
        #expect(stage.text.contains("the vendor's next free turn in 0:40"), "\(stage.text)")
    }

    @Test func `whoever only reads looks at runs, and neither joins nor stops them`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        await stage.type("L")
        for key in ["J", "c", "r"] {
            await stage.type(key)
            #expect(stage.text.contains("Not now"), "\(key)")
        }
    }

    @Test func `the runs, and one of them, as screens`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:429=1@2"])
        let first = try await begin(stage)
        _ = try await stage.workspace.join(first) { _ in }
        let second = try await begin(stage)
        _ = try await stage.workspace.stop(second)
        try await begin(stage)
        try await begin(stage, isDetached: false)
        await stage.type("L")
        try await stage.expectGolden("runs")
        await stage.press(.end, .enter)
        try await stage.expectGolden("runs-ledger")
    }
}
