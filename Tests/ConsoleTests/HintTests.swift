import Foundation
import Telling
import Testing
import TextScreen

@testable import Console

/// The next key is always on the screen.
@Suite(.timeLimit(.minutes(20))) struct HintTests {
    @Test(arguments: [40, 44, 60, 80, 200])
    func `hints are whole, and the way back is always among them`(_ columns: Int) {
        for context in Context.allCases {
            let hints = Bindings.hints(in: context) { _ in true }
            let line = hints.fitting(columns).map(\.columns)
            #expect(line.reduce(0, +) + max(line.count - 1, 0) * [Hint].gap <= columns)
            let way = hints.first { $0.rank == .back }
            #expect(way.map(hints.fitting(columns).contains) ?? true, "\(context) at \(columns)")
        }
    }

    @Test func `every key that a sentence names is bound where it says`() {
        for key in ConsoleKey.allCases {
            let (context, command) = key.binding
            let binding = Bindings.all(in: context).first { $0.command == command }
            #expect(binding.flatMap { Bindings.command(for: $0.keys[0], in: context) } == command, "\(key)")
            #expect(Bindings.name(of: key) == binding?.keys[0].name && !Bindings.name(of: key).isEmpty, "\(key)")
        }
        let text: KeyedText = "\(key: .cases) lists it, and \(key: .ask) there asks now."
        #expect(text.named == "d lists it, and e there asks now.")
    }

    @Test func `help and palette stay where there is no room for all`() async throws {
        let stage = try await Stage.open()
        #expect(stage.lines.last?.contains("? help") == true)
        #expect(stage.lines.last?.contains(": command") == true)
    }

    @Test func `the list names the filter and the way out at 80 columns, and unfolding only where it can be done`()
        async throws
    {
        let stage = try await Stage.open()
        #expect(stage.lines.last == " ↵ details  s sync  Space mark  b bulk  / filter  : command  ? help  q quit")
        await stage.resize(160, 24)
        #expect(stage.lines.last?.contains("s Sync Options") == true)
        #expect(stage.lines.last?.contains("expand") == false)
        await stage.press(.left)
        #expect(stage.lines.last?.contains("→ expand") == true)
        await stage.press(.right, .down)
        #expect(stage.lines.last?.contains("expand") == false)
    }

    @Test func `while the filter is typed, the hints are the filter's`() async throws {
        let stage = try await Stage.open()
        await stage.type("/jp")
        #expect(stage.lines.last == " ↵ to the list  Esc clear  F1 help")
        await stage.press(.function(1))
        #expect(stage.shows("status:in-doubt"))
        await stage.press(.escape, .enter)
        #expect(stage.lines.last?.contains("↵ details") == true)
    }

    @Test func `the form's hints are whole at 80 and at 44 columns, and there once`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        #expect(stage.lines.last?.contains("Ctrl+P reseller's form") == true)
        #expect(stage.lines.last?.hasSuffix("Esc back") == true)
        #expect(stage.text.components(separatedBy: "save & synchronize").count == 2)
        await stage.resize(44, 12)
        #expect(stage.lines.last?.hasSuffix("Esc back") == true)
        #expect(stage.lines.last?.contains("Ctrl+S save & synchronize") == true)
    }

    @Test func `the decisions about a case come before the ways around`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:reset-after-execution@1"])
        await stage.send("R-100")
        await stage.type("d")
        await stage.press(.enter)
        #expect(stage.lines.last?.hasPrefix(" e ask the vendor  A type an id  X abandon") == true)
    }

    @Test func `what was said last is broken into lines, not cut`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:reset@1"])
        await stage.send("R-100")
        await stage.type("d")
        await stage.press(.enter)
        await stage.type("S")
        #expect(stage.shows("Not now:"))
        #expect(!stage.lines.contains { $0.hasPrefix(" ·") && $0.contains("…") })
        #expect(stage.shows("once more 30 s earlier.") || stage.shows("then ask again with e."))
    }

    @Test func `no page or list is opened over itself`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:reset@1"])
        await stage.send("R-100")
        await stage.type("d")
        await stage.press(.enter)
        let depth = stage.console.screens.count
        await stage.type("d")
        #expect(stage.console.screens.count == depth - 1)
        await stage.type("l")
        #expect(stage.console.screens.count == depth)
        await stage.type("l")
        #expect(stage.console.screens.count == depth - 1)
    }

    @Test func `Escape takes a filter away that was left`() async throws {
        let stage = try await Stage.open()
        await stage.find("nowhere-to-be-found")
        #expect(stage.shows("Esc clears the filter"))
        await stage.press(.escape)
        #expect(stage.shows("74 (all)") && stage.selected == "R-100")
        await stage.press(.escape)
        #expect(stage.shows("q quits"))
    }

    @Test func `what needs a decision is one key away from the message that says so, and from no other`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:reset@1"])
        await stage.send("R-100")
        #expect(stage.lines.last?.contains("d needs you") == true)
        await stage.type("d")
        #expect(stage.shows("Needs you"))
        let other = try await Stage.open()
        await other.send("R-100")
        #expect(other.lines.last?.contains("d needs you") == false)
    }

    @Test func `the title keeps the place where one is, and leaves out the way to it`() async throws {
        let stage = try await Stage.open()
        await stage.find("C-101")
        await stage.press(.enter)
        await stage.type("d")
        #expect(stage.lines[0].contains("Needs you"))
        await stage.resize(44, 12)
        #expect(stage.lines[0].hasPrefix(" … › Needs you"))
    }
}
