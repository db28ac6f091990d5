import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// Whatever the bottom line offers does something: on every screen, in every state that a walk comes through.
@Suite(.timeLimit(.minutes(20))) struct OfferTests {
    /// What the console itself carries out, whatever the screen.
    private static let everywhere: Set<Command> = [
        .help, .log, .cases, .ledger, .dashboard, .resellerIDs, .palette, .quit, .back, .bss, .pull, .pullAll,
        .letThrough, .checkBSS,
    ]

    /// What a screen offers on the bottom line.
    private func offers(_ screen: any Screen) -> [Binding] {
        Bindings.all(in: screen.context)
            .filter {
                !$0.hint.isEmpty && !Self.everywhere.contains($0.command) && screen.refusal(of: $0.command) == nil
            }
    }

    /// All that a screen holds but the index, which no key changes, and which takes longest to be spelt.
    private func spelling(_ screen: any Screen) -> [String] {
        Mirror(reflecting: screen).children.filter { $0.label != "index" }
            .map { "\($0.label ?? ""): \(String(reflecting: $0.value))" }
    }

    /// The offers of a screen that neither change it nor want anything done.
    private func idle(_ screen: any Screen) -> [String] {
        let before = spelling(screen)
        return offers(screen)
            .filter { binding in
                var changed = screen
                let effects = changed.type(binding.keys[0]) ?? changed.perform(binding.command)
                return effects.isEmpty && spelling(changed) == before
            }
            .map { "\(screen.context): \($0.keys[0].name) \($0.hint)" }
    }

    /// Presses keys, and looks at what is offered after each.
    private func walk(_ stage: Stage, _ keys: Key..., location: SourceLocation = #_sourceLocation) async throws {
        for key in keys {
            await stage.press(key)
            let top = try #require(stage.console.screens.last)
            #expect(idle(top) == [], "after \(key.name):\n\(stage.text)", sourceLocation: location)
        }
    }

    private func type(_ stage: Stage, _ text: String, location: SourceLocation = #_sourceLocation) async throws {
        for character in text { try await walk(stage, .character(character), location: location) }
    }

    @Test func `in the list, the details, the systems and the forms`() async throws {
        let stage = try await Stage.open()
        try await type(stage, "jkjtoot")
        try await walk(stage, .end, .home, .left, .right, .left, .down)
        try await type(stage, "/zzzz")
        try await walk(stage, .enter, .escape, .home, .right, .enter, .up, .down, .end, .home, .enter, .enter)
        try await type(stage, "RS-77")
        try await walk(stage, .escape, .tab, .backTab, .control("s"), .enter, .enter, .enter, .control("s"))
        await stage.leave()
        await stage.openForm("C-101")
        try await walk(stage, .tab, .tab, .tab, .enter, .character("z"), .control("u"), .escape, .escape)
        await stage.leave()
        await stage.openForm("C-301")
        try await walk(stage, .tab, .control("s"), .control("p"), .escape, .escape)
        await stage.leave()
        try await type(stage, "?")
        try await walk(stage, .escape, .character("l"), .escape, .character(":"), .escape, .character("d"))
    }

    @Test func `while something is read`() async throws {
        let stage = try await Stage.open()
        let query = AccountQuery()
        let screens: [any Screen] = [
            AccountsScreen(clock: { StoppedClock.wall }), DetailsScreen("4001"), SystemsPopUp("4001", name: "x"),
            FormScreen(Link.ID("4001", on: "Dropbox")), CasesScreen(login: nil),
            CaseScreen(Link.ID("4001", on: "Dropbox")),
            PlanScreen(PlanRequest(source: .filtered(query), system: "Dropbox")), TextPage(log: MessageLog()),
        ]
        for screen in screens { #expect(idle(screen) == []) }
        #expect(stage.selected == "R-100")
    }

    @Test func `while something is sent, and after it`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"), until: "sending, once …")
        #expect(idle(try #require(stage.console.screens.last)) == [])
        await stage.settle()
        #expect(idle(try #require(stage.console.screens.last)) == [])
    }

    @Test func `in a plan, its values, its question and its run`() async throws {
        let stage = try await Stage.open()
        try await type(stage, "  vb")
        try await walk(stage, .enter, .up, .down, .escape, .enter)
        try await type(stage, "RS-77")
        try await walk(stage, .enter, .character("f"), .character("f"), .character("f"), .escape, .down, .control("s"))
        try await type(stage, "y")
        try await walk(stage, .down, .character("f"), .enter, .escape, .character("B"), .end)
        try await walk(stage, .character("L"), .down, .enter, .down, .escape, .escape)
        let none = try await Stage.open()
        try await type(none, "/zzzz")
        try await walk(none, .enter, .character("b"))
    }

    @Test func `with what needs the operator, before and after the decision`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@1", "synchronize:429=1x3"])
        await stage.send("R-100")
        try await walk(
            stage,
            .character("d"),
            .enter,
            .character("A"),
            .escape,
            .character("X"),
            .escape,
            .character("e")
        )
        try await walk(stage, .character("s"), .escape, .enter, .escape, .escape, .escape)
        await stage.leave()
        await stage.send("R-200", warns: true)
        try await walk(stage, .character("?"), .escape, .character("e"), .escape)
    }

    @Test func `without a form, without a system, on a system that is paused`() async throws {
        let broken = try await Stage.open(faults: ["syncoptions:html"])
        await broken.find("R-100")
        try await walk(broken, .enter, .enter, .enter, .escape)
        let paused = try await Stage.open(faults: ["synchronize:401@1"])
        await paused.send("R-100")
        try await walk(paused, .escape, .character("r"), .escape)
        let bare = try await Stage.open()
        _ = try await bare.workspace.systems.remove("Dropbox")
        await bare.changeElsewhere()
        try await walk(bare, .down, .up, .enter, .enter, .escape, .escape)
        #expect(bare.selected == "R-100")
    }

    @Test func `nothing in the frame of a pop-up is offered that does nothing`() async throws {
        let bare = try await Stage.open()
        _ = try await bare.workspace.systems.remove("Dropbox")
        await bare.changeElsewhere()
        await bare.press(.enter, .enter)
        #expect(bare.shows("none is registered") && !bare.shows("↵ Sync Options"))
        let stage = try await Stage.open()
        for name in ["dashboard", "drift", "needs you", "bulk runs", "reseller ids"] {
            await stage.type(":\(name)")
            #expect(!stage.shows("nothing matches"), "\(name)")
            await stage.press(.escape)
        }
        await stage.type(":zzzz")
        #expect(stage.shows("nothing matches") && !stage.shows("↵ do it"))
        await stage.leave()
        await stage.openForm("C-101")
        await stage.openPicker()
        #expect(!stage.shows("↵ take") && stage.shows("Ctrl+N"))
        #expect(stage.lines.last?.contains("save & synchronize") == false)
    }
}
