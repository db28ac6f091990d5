import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// The bulk runs of everybody, and what can be done with them.
@Suite(.timeLimit(.minutes(20))) struct RunsTests {
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

    @Test func `a run whose vendor cannot be reached is not called left, and needs nobody`() async throws {
        let stage = try await Stage.open()
        try await begin(stage, isDetached: false)
        try await stage.workspace.runs.hold("Dropbox", for: .seconds(40), at: StoppedClock().now())
        await stage.reopen()
        #expect(!stage.shows("was left"), "\(stage.text)")
        await stage.type("L")
        #expect(stage.shows("waits for the vendor") && !stage.shows("nobody works on it"), "\(stage.text)")
        #expect(stage.shows("Dropbox cannot be reached: nothing is begun before"), "\(stage.text)")
        await stage.leave()
        await stage.type("d")
        #expect(!stage.shows("left behind"), "\(stage.text)")
        try await stage.workspace.runs.release("Dropbox")
        await stage.reopen()
        #expect(stage.shows("Run 1 on Dropbox was left"), "\(stage.text)")
    }

    @Test func `a run that is read too late is not opened over what is done by then`() async throws {
        let stage = try await Stage.open()
        try await begin(stage)
        await stage.type("L")
        for key in [Key.enter, .escape] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.console.screens.count == 1, "\(stage.text)")
        await stage.type("L")
        await stage.press(.enter)
        #expect(stage.console.screens.last is LedgerScreen)
    }

    @Test func `a question is answered by nothing that was typed before it was there`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.leave()
        await stage.find("C-101")
        await stage.type(" ")
        for key in [Key.character("b"), .control("s"), .character("y")] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.console.screens.last?.context == .confirm, "\(stage.text)")
        #expect(stage.console.ledger == nil)
        // Also where nothing waits, since the plan is there.
        await stage.press(.escape)
        for key in [Key.control("s"), .character("y")] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.console.screens.last?.context == .confirm && stage.console.ledger == nil, "\(stage.text)")
        // Nobody sees it in a window that is too small.
        await stage.resize(39, 9)
        await stage.type("y")
        #expect(stage.console.ledger == nil)
        await stage.resize(80, 24)
        await stage.type("y")
        #expect(stage.console.ledger != nil, "\(stage.text)")
    }

    @Test func `Esc gives up a run that is read to be joined`() async throws {
        let stage = try await Stage.open()
        try await begin(stage)
        await stage.type("LJ")
        #expect(stage.console.screens.last?.context == .confirm, "\(stage.text)")
        for key in [Key.character("y"), .escape] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.console.ledger == nil, "\(stage.text)")
    }

    @Test func `what a retry would send is not asked about once Esc has given that up`() async throws {
        let stage = try await Stage.open()
        let plan = Plan(workspace: "w", system: "Dropbox", definitions: "", items: [])
        var story = RunStory(plan, at: StoppedClock.wall)
        story.take(.entered(RunID(rawValue: 1)), at: StoppedClock.wall)
        var retry = RunRetry()
        retry.accounts = ["4001"]
        for isWanted in [false, true] {
            stage.console.wantedRun = isWanted ? story.id : nil
            stage.console.update(.message(Console.Message(content: .happened(.retryFound(story, retry)))))
            #expect(stage.shows("Send 1 account to Dropbox again?") == isWanted, "\(stage.text)")
        }
    }

    @Test func `what was read of a run before what is shown of it says nothing new`() async throws {
        let stage = try await Stage.open()
        let id = try await begin(stage)
        await stage.type("L")
        await stage.press(.enter)
        var screen = try #require(stage.console.screens.last as? LedgerScreen)
        let shown = try #require(screen.version)
        var changes = try #require(try await stage.workspace.changes(of: id, after: 0))
        changes.version = shown - 1
        _ = screen.receive(.runFollowed(id, changes))
        #expect(screen.version == shown)
        // One reading at a time, also if the run cannot be seen for a while.
        func follows(_ happening: Happening) -> Bool {
            screen.receive(happening).contains { if case .work(.followRun) = $0 { true } else { false } }
        }
        #expect(follows(.changedElsewhere) && !follows(.changedElsewhere))
        #expect(follows(.runFollowed(id, nil)) && !follows(.runFollowed(id, nil)) && follows(.changedElsewhere))
    }

    @Test func `the end of a run takes nothing from the next one, which can still be stopped`() async throws {
        let stage = try await Stage.open()
        let stop = RunStop()
        stage.console.ledger = RunStory(
            Plan(workspace: "w", system: "Dropbox", definitions: "", items: []),
            at: StoppedClock.wall
        )
        stage.console.runStop = stop
        stage.console.update(.message(Console.Message(content: .happened(.runEnded))))
        #expect(stage.console.runStop === stop)
    }

    @Test func `no key waits for what nobody reads any more`() async throws {
        let stage = try await Stage.open()
        stage.console.open(DetailsScreen("nobody"))
        await stage.settle()
        #expect(stage.shows("…"))
        await stage.type("jjq")
        #expect(stage.console.screens.count == 1, "\(stage.text)")
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

    @Test func `B leads from another run to this console's own`() async throws {
        let stage = try await Stage.open()
        try await begin(stage)
        try await begin(stage)
        await stage.type("LJy")
        await stage.settle()
        let own = try #require(stage.console.ledger?.id?.rawValue)
        await stage.leave()
        await stage.type("L")
        // The latest is the first.
        await stage.type(own == 1 ? "k" : "j")
        await stage.press(.enter)
        #expect((stage.console.screens.last as? LedgerScreen)?.isOneOnly == false, "\(stage.text)")
        await stage.type("B")
        #expect((stage.console.screens.last as? LedgerScreen)?.ledger.id?.rawValue == own, "\(stage.text)")
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
        #expect(stage.shows("Send 1 account to Dropbox again?"), "\(stage.text)")
        #expect(stage.shows("1 of 3 was refused or not sent."), "\(stage.text)")
        #expect(try await stage.workspace.runs.runs(limit: 9).count == 1)
        await stage.type("y")
        await stage.settle()
        let runs = try await stage.workspace.runs.runs(limit: 9)
        #expect(runs.map(\.retryOf) == [id, nil])
        #expect(try stage.vendor.sent.count >= 1)
        #expect(stage.console.ledger?.standings.first == .ended(.synchronized))
    }

    @Test func `what failed in a run and was sent since is not offered again, in the list as among its accounts`()
        async throws
    {
        let stage = try await Stage.open(faults: ["synchronize:429=1@1"])
        for _ in 0..<2 {
            let id = try await begin(stage)
            _ = try await stage.workspace.join(id) { _ in }
        }
        await stage.type("L")
        await stage.press(.end)
        for key in [Key.character("r"), .enter] {
            await stage.press(key)
            if key == .enter { await stage.type("r") }
            #expect(stage.shows("Nothing of this run is refused or not sent by now."), "\(stage.text)")
            #expect(!stage.shows("again?"), "\(stage.text)")
        }
        #expect(try await stage.workspace.runs.runs(limit: 9).count == 2)
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
