import Accounts
import FoundationEssentials
import InMemory
import Testing
import TextScreen

@testable import Console

/// Whatever is pressed, however large the window is.
@Suite(.timeLimit(.minutes(20))) struct RandomTests {
    private static let keys: [Key] =
        "sotdlkjgGynaerpXSUO?:/+- x1@mMc*_wFYWDIfE".map(Key.character)
        + [
            .enter, .enter, .enter, .enter, .escape, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end,
            .pageUp,
            .pageDown, .backspace, .delete, .control("s"), .control("p"), .control("r"), .control("u"), .control("w"),
            .function(1), .function(2), .paste("東京\n\u{1B}[2J"), .wheel(1), .wheel(-1),
            .alt("b"), .function(12),
        ]

    /// How many for each of the stages; `FUZZ_EVENTS` sets another number.
    private static let events = ProcessInfo.processInfo.environment["FUZZ_EVENTS"].flatMap { Int($0) } ?? 800

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `random keys and sizes never crash it, and nothing is drawn outside`(_ seed: UInt64) async throws {
        try await press(
            on: try await Stage.open(
                faults: ["synchronize:500-after-execution@3", "synchronize:429=1x1", "exists:html@9"],
                adding: Array(Hostile.accounts.prefix(6))
            ),
            seed
        )
    }

    /// The last one has more accounts than the index takes in at once, or keeps in one chunk.
    private static let books: [(Int, UInt64)] =
        [0, 1, 2_500].flatMap { count in (1...8).map { (count, $0) } } + [(8_500, 1)]

    @Test(arguments: books)
    func `nor do they among no accounts, one, or many`(_ count: Int, _ seed: UInt64) async throws {
        let book = (0..<count)
            .map { number in
                Account(
                    id: AccountID("\(number)"),
                    code: AccountCode("KD-\(number)"),
                    name: "Bäckerei \(number) 東京",
                    kind: number % 30 == 0 ? .reseller : .endCustomer,
                    parent: number % 30 == 0 ? nil : AccountID("\(number / 30 * 30)"),
                    email: "info@baeckerei-\(number).example"
                )
            }
        try await press(on: try await Stage.open(only: book), UInt64(count) + seed)
    }

    private func press(on stage: Stage, _ seed: UInt64) async throws {
        var generator = Randomness(seed: seed)
        for _ in 0..<Self.events {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0:
                await stage.resize(.random(in: 1...120, using: &generator), .random(in: 1...40, using: &generator))
            case 1: stage.console.update(.tick)
            case 2: await click(on: stage, &generator)
            default:
                let key = Self.keys.randomElement(using: &generator) ?? .escape
                // Nothing is left behind in whatever folder the tests run in.
                if key == .enter, stage.console.screens.last?.context == .exporting { continue }
                await stage.press(key)
            }
            stage.expectSound()
            if stage.console.isFinished { await stage.reopen() }
        }
        #expect(stage.console.pending == 0)
    }

    /// Clicks somewhere, more often on something than not; now and then on a frame of the past.
    private func click(on stage: Stage, _ generator: inout Randomness) async {
        let frame = stage.frame
        let areas = frame.targets.map(\.area)
        let area = Bool.random(using: &generator) ? areas.randomElement(using: &generator) : Rect(frame.size)
        guard let area else { return }
        let point = Point(
            column: area.origin.column + .random(in: 0..<max(area.size.columns, 1), using: &generator),
            row: area.origin.row + .random(in: 0..<max(area.size.rows, 1), using: &generator)
        )
        if Int.random(in: 0..<4, using: &generator) == 0 {
            await stage.press(Self.keys.randomElement(using: &generator) ?? .escape)
        }
        // A button writes a file as well as Enter does.
        if stage.console.screens.last?.context == .exporting { return }
        stage.console.update(.clicked(point, on: frame))
        await stage.settle()
    }

    @Test func `every size down to 1x1 is drawn on every screen`() async throws {
        let stage = try await Stage.open(adding: Array(Hostile.accounts.prefix(4)))
        for keys in [[], [.enter], [.enter], [.enter], [.tab], [.control("s")], [.function(1)]] as [[Key]] {
            for key in keys { await stage.press(key) }
            for columns in [1, 2, 3, 10, 39, 40, 41, 57, 77, 111] {
                for rows in [1, 2, 3, 9, 10, 11, 30] {
                    await stage.resize(columns, rows)
                    stage.expectSound()
                }
            }
        }
    }

    @Test func `the cursor stays on its account through sort, filter, refresh and changes by others`() async throws {
        let stage = try await Stage.open()
        await stage.find("C-205")
        await stage.type("/")
        await stage.press(.escape)
        #expect(stage.selected == "C-205")
        for key in "oooooooOottt" {
            await stage.type(String(key))
            #expect(stage.selected == "C-205", "after \(key)")
        }
        await stage.press(.function(5))
        #expect(stage.selected == "C-205")
        await stage.type("/c-2")
        #expect(stage.selected == "C-205")
        await stage.press(.escape)
        await stage.changeElsewhere()
        #expect(stage.selected == "C-205")
    }
}
