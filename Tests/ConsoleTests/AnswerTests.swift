import Accounts
import Testing
import TextScreen

@testable import Console

/// Whatever is pressed, something on the screen says what came of it.
@Suite(.timeLimit(.minutes(20))) struct AnswerTests {
    @Test func `Save & Synchronize of a form that cannot be sent says so`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.press(.control("s"))
        #expect(stage.shows("Nothing was sent: one thing must be corrected first."))
        await stage.type("RS-77")
        #expect(!stage.shows("must be corrected first"))
    }

    private func inDoubt() async throws -> Stage {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.type("d")
        await stage.press(.enter)
        return stage
    }

    @Test func `a code that is typed wrong in a question is told, and nothing is done`() async throws {
        let stage = try await inDoubt()
        await stage.type("XR-10")
        await stage.press(.enter)
        #expect(stage.shows("That is not R-100: nothing was done."))
        await stage.type("0")
        #expect(!stage.shows("That is not R-100"))
        await stage.press(.enter)
        #expect(stage.shows("abandoned"))
    }

    @Test func `what asking came to is told where there is no room for it`() async throws {
        let stage = try await inDoubt()
        await stage.resize(44, 12)
        await stage.type("e")
        #expect(stage.shows("still in doubt"))
        await stage.resize(80, 24)
        await stage.type("e")
        #expect(!stage.shows("still in doubt"))
    }

    @Test func `a count is never cut in its middle, and those that wait for the operator come first`() async throws {
        var frame = Frame(Size(columns: 80, rows: 1))
        let counts = SyncState.allCases.map { (state: $0, count: 1_000) }
        frame.put(counts, from: 1, in: Rect(frame.size))
        let line = try #require(frame.lines.first)
        for state in [SyncState.inDoubt, .conflict, .atVendor] { #expect(line.contains("1,000 \(state.rawValue)")) }
        #expect(line.hasSuffix("…"))
        let words = Set(SyncState.allCases.map { "\($0.sign) 1,000 \($0.rawValue)" })
        let shown = line.dropLast().split(separator: "   ").map { String($0).trimmed }
        #expect(shown.allSatisfy(words.contains), "\(shown)")
        var wide = Frame(Size(columns: 300, rows: 1))
        wide.put(counts, from: 1, in: Rect(wide.size))
        #expect(wide.lines.first?.contains("…") == true && wide.lines.first?.hasSuffix("…") == false)
    }

    @Test func `the way out is on the bottom line of the accounts`() async throws {
        let stage = try await Stage.open()
        #expect(stage.lines.last?.contains("q quit") == true)
    }

    @Test func `of a paste that is too long the rest is told`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        stage.console.update(.untaken(.endOfPaste(bytes: 951_424)))
        #expect(stage.shows("The paste was too long: 951,424 bytes at its end were not taken."))
    }

    @Test(arguments: [Key.character("q"), nil]) func `what is waited for ends with the key that was pressed`(
        _ key: Key?
    ) async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"), until: "sending, once …")
        if let key {
            stage.console.update(.key(.escape))
            for _ in 0..<9 where !stage.shows("Waiting for") { stage.console.update(.key(key)) }
        } else {
            stage.console.update(.interrupted)
        }
        #expect(stage.shows("\(key == nil ? "Ctrl-C" : "q") again: quit now and leave it in doubt. Esc stays."))
        await stage.settle()
    }

    @Test func `all is said only of all`() async throws {
        let stage = try await Stage.open()
        #expect(stage.shows("74 (all)"))
        await stage.type("/C-101")
        #expect(stage.shows("1 of 74") && !stage.shows("(all)"))
    }
}
