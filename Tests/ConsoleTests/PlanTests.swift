import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// Small things about a plan that cost a key or a second look.
@Suite(.timeLimit(.minutes(20))) struct PlanTests {
    @Test func `the values of a blocked account begin at what blocks it`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        #expect(stage.shows("○ 1 ready"))
    }

    @Test func `one account is asked about as one`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        #expect(stage.shows("Synchronize 1 account ─") && stage.shows("1 account to Dropbox, parents first."))
    }

    @Test func `what a plan that was left comes to is not taken for the one that is being made`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        let shown = try #require(stage.console.screens.last as? PlanScreen)
        let (plan, basis) = (try #require(shown.plan), try #require(shown.basis))
        var screen = PlanScreen(PlanRequest(source: .chosen(["4006"]), system: "Dropbox"))
        guard case .work(.plan(_, let number))? = screen.appear().first else {
            Issue.record("no plan is asked for")
            return
        }
        for happening in [
            Happening.planned(number &+ 1, plan, basis), .planning(number &+ 1, done: 1, total: 2),
            .planFailed(number &+ 1, .plain("gone")),
        ] { _ = screen.receive(happening) }
        #expect(screen.plan == nil && screen.progress == nil && screen.problem == nil)
        // While there is nothing yet that they would change, no key is offered that changes a plan.
        let changing = [Command.open, .startRun, .nextKind, .toggleAdopt, .toggleStorefront]
        #expect(changing.allSatisfy { screen.refusal(of: $0) != nil } && screen.refusal(of: .back) == nil)
        _ = screen.receive(.planned(number, plan, basis))
        #expect(screen.plan == plan)
        #expect(screen.refusal(of: .toggleAdopt) == nil && screen.refusal(of: .toggleStorefront) == nil)
    }

    @Test func `a plan that could not be made again is not sent under the message that says so`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        let shown = try #require(stage.console.screens.last as? PlanScreen)
        let (plan, basis) = (try #require(shown.plan), try #require(shown.basis))
        var screen = PlanScreen(shown.order)
        func number(_ effects: [Effect]) -> Int {
            if case .work(.plan(_, let number))? = effects.first { number } else { 0 }
        }
        _ = screen.receive(.planned(number(screen.appear()), plan, basis))
        #expect(screen.plan == plan)
        _ = screen.receive(.planFailed(number(screen.perform(.toggleAdopt)), .plain("gone")))
        #expect(screen.problem != nil && screen.refusal(of: .startRun) != nil && screen.perform(.startRun).isEmpty)
    }

    @Test func `what is entered for one plan is not entered into another that is open`() {
        let (first, second) = (
            PlanRequest(source: .chosen(["1"]), system: "Dropbox"),
            PlanRequest(source: .chosen(["2"]), system: "Dropbox")
        )
        for (meant, entered) in [(first, true), (second, false)] {
            var screen = PlanScreen(first)
            _ = screen.receive(.valuesEntered(meant.id, [Setting("reseller-id", "RS-1")], nil))
            #expect(screen.isChanged == entered)
        }
    }

    @Test func `keys that are typed before the plan is there act on the plan`() async throws {
        let stage = try await Stage.open()
        for key in [Key.character(" "), .character("b"), .enter] + "RS-77".map(Key.character) + [.enter] {
            stage.console.update(.key(key))
        }
        await stage.settle()
        #expect(stage.shows("○ 1 ready"), "\(stage.text)")
    }

    /// A plan of R-100 and two customers, with a Reseller ID for the reseller.
    private func typed() async throws -> Stage {
        let stage = try await Stage.open()
        await stage.type("  vb")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        #expect(stage.shows("○ 1 ready"))
        return stage
    }

    @Test(arguments: [Key.escape, .character("q")])
    func `leaving a plan with typed values asks first, and the second time discards them`(_ key: Key) async throws {
        let stage = try await typed()
        await stage.press(key)
        #expect(stage.shows("discard your changes") && stage.shows("○ 1 ready"))
        await stage.press(.down)
        #expect(!stage.shows("discard your changes"))
        await stage.press(key, key)
        #expect(!stage.text.contains("Bulk plan"))
    }

    @Test func `a plan in which nothing was typed closes at once`() async throws {
        let stage = try await Stage.open()
        await stage.type("  vb")
        await stage.press(.enter, .enter, .escape)
        #expect(!stage.text.contains("Bulk plan"))
    }

    @Test func `an open plan follows what others do, and keeps what was typed and the cursor`() async throws {
        let stage = try await typed()
        await stage.press(.end)
        try await stage.synchronizeElsewhere("4001", resellerID: "RS-88")
        await stage.changeElsewhere()
        #expect(stage.shows("3 blocked"))
        let screen = try #require(stage.console.screens.last as? PlanScreen)
        #expect(screen.selected?.code == "C-102")
        guard case .blocked(let reasons) = screen.plan?.items[0].verdict else {
            Issue.record("another value than is entered does not block")
            return
        }
        #expect(reasons[0].message.hasSuffix(#"with Reseller ID "RS-88", not "RS-77""#))
        #expect(screen.order.own["4001"] == [Setting("reseller-id", "RS-77")])
    }

    @Test func `a plan is not begun while it is being made anew`() async throws {
        let stage = try await typed()
        stage.console.update(.key(.character("a")))
        stage.console.update(.key(.control("s")))
        #expect(stage.shows("Not now: the plan is being made anew."))
        await stage.settle()
        await stage.press(.control("s"))
        #expect(stage.shows("What is at Dropbox already is adopted"))
    }

    @Test func `a run that is begun from the ledger leaves an open plan with its typed values alone`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:429=1x1"])
        await stage.find("R-200")
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-88")
        await stage.press(.enter, .control("s"))
        await stage.type("y")
        await stage.settle()
        await stage.leave()
        await stage.type("u")
        await stage.find("R-100")
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        await stage.type("Bry")
        await stage.settle()
        await stage.press(.escape)
        #expect(stage.shows("○ 1 ready"))
    }

    @Test func `the confirmation counts what is left out by its reason`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("/")
        await stage.press(.escape)
        await stage.type("  ")
        await stage.find("C-111")
        await stage.type(" b")
        await stage.press(.control("s"))
        #expect(stage.shows("2 are left out: 1 blocked, 1 already synchronized."))
        #expect(stage.shows("y start") && stage.shows("n cancel"))
    }

    @Test func `what a kind of verdict is shown alone is said in words`() async throws {
        let stage = try await typed()
        await stage.type("f")
        #expect(stage.shows("only ○ 1 ready"))
    }

    @Test func `a Storefront-managed account is included by the key that the plan names`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.find("C-117")
        await stage.type(" b")
        #expect(stage.shows("m includes Storefront-managed accounts") && !stage.shows("confirm to do it by hand"))
        await stage.type("m")
        #expect(stage.shows("○ 1 ready"))
    }
}

extension Stage {
    /// Synchronizes an account as another process would.
    func synchronizeElsewhere(_ account: AccountID, resellerID: String) async throws {
        let system = try #require(try await workspace.systems.systems().first)
        var form = try await workspace.synchronizer.form(of: account, on: system)
        form.enter(resellerID, in: "reseller-id")
        guard case .created = await workspace.synchronizer.synchronize(form) else {
            Issue.record("not synchronized")
            return
        }
    }
}
