import Accounts
import Foundation
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// What needs the operator, from the list to the decision: what is said is true, once, and counts.
@Suite(.timeLimit(.minutes(20))) struct CaseTests {
    /// R-100 in doubt, its case open; the vendor made it if `isMade`.
    private func inDoubt(isMade: Bool) async throws -> Stage {
        let stage = try await Stage.open(faults: [isMade ? "synchronize:500-after-execution@1" : "synchronize:500@1"])
        await stage.send("R-100")
        await stage.type("d")
        await stage.press(.enter)
        return stage
    }

    @Test func `what is over says so, and offers only keys that work`() async throws {
        let stage = try await inDoubt(isMade: true)
        await stage.type("e")
        #expect(stage.shows("Nothing more to do."))
        let hints = try #require(stage.lines.last)
        #expect(hints.contains("↵ details") && hints.contains("s Sync Options"))
        for absent in ["ask the vendor", "type an id", "abandon", "send again"] { #expect(!hints.contains(absent)) }
        await stage.type("s")
        #expect(stage.shows("Sync Options ── R-100"))
        await stage.press(.escape, .enter)
        #expect(stage.shows("Account ID"))
    }

    @Test func `an account whose link was undone is named when the vendor is asked, and not linked`() async throws {
        let stage = try await inDoubt(isMade: true)
        await stage.type("e")
        let rows = try await stage.workspace.accounts.row(code: "R-100")
        _ = try await stage.workspace.synchronizer.unlink(try #require(rows?.links.values.first))
        await stage.changeElsewhere()
        #expect(stage.shows("nothing is linked automatically, since its link was undone."))
        await stage.type("e")
        #expect(stage.shows("is still in doubt at Dropbox, which names dbx-"))
        #expect(stage.shows("  there"))
    }

    @Test func `an id that is not confirmed is told although its case was closed`() async throws {
        let stage = try await inDoubt(isMade: false)
        await stage.type("A")
        await stage.type("dbx-typed")
        for key in [Key.enter, .escape] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.shows("does not confirm dbx-typed") && stage.shows("Nothing was linked"), "\(stage.text)")
    }

    @Test func `an answer outlives what was read of the case before it`() async throws {
        let stage = try await inDoubt(isMade: true)
        var screen = try #require(stage.console.screens.last as? CaseScreen)
        let before = try #require(screen.details)
        let system = try #require(try await stage.workspace.systems.systems().first)
        _ = screen.receive(.changedElsewhere)
        let resolved = try await stage.workspace.synchronizer.resolve(before.open, on: system)
        _ = screen.receive(.resolved(before.open, resolved))
        _ = screen.receive(.caseLoaded(before))
        _ = screen.receive(.caseOver(screen.id))
        #expect(screen.isOver && screen.answer != nil)
        _ = screen.receive(.changedElsewhere)
        _ = screen.receive(.caseLoaded(before))
        #expect(screen.answer == nil, "it is not true any more")
    }

    @Test func `a message that is no longer true does not come back`() async throws {
        let stage = try await inDoubt(isMade: true)
        await stage.type("e")
        await stage.press(.escape, .escape)
        #expect(!stage.shows("is in doubt"))
        #expect(stage.shows("● synchronized as dbx-"))
    }

    @Test func `neither does one that another process made untrue`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@1"])
        await stage.send("R-100")
        #expect(stage.shows("Northwind Cloud is in doubt"))
        let open = try #require(try await stage.workspace.synchronizer.openCases().first)
        let system = try #require(try await stage.workspace.systems.systems().first)
        _ = try await stage.workspace.synchronizer.resolve(open, on: system)
        await stage.changeElsewhere()
        #expect(!stage.shows("is in doubt"))
        #expect(stage.shows("● synchronized as dbx-"))
    }

    @Test func `an outcome stays as long as it is true`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.changeElsewhere()
        #expect(stage.shows("Northwind Cloud is in doubt"))
    }

    @Test func `what the last question came to is forgotten when something else happened since`() async throws {
        let stage = try await inDoubt(isMade: false)
        await stage.type("e")
        await stage.press(.escape)
        #expect(stage.shows("still in doubt"))
        let open = try #require(try await stage.workspace.synchronizer.openCases().first)
        _ = try await stage.workspace.synchronizer.adopt("dbx-9", for: open.link, confirmed: false)
        await stage.changeElsewhere()
        #expect(!stage.shows("still in doubt"))
    }

    @Test func `how long nothing is proved is said once, and counts`() async throws {
        let stage = try await inDoubt(isMade: false)
        await stage.type("e")
        #expect(stage.count("proves nothing for another") == 1)
        #expect(!stage.shows("Ask again in"))
        let first = try #require(stage.seconds)
        for _ in 0..<5 { stage.console.update(.tick) }
        #expect(stage.seconds == first - 5)
        await stage.type("S")
        let refused = try #require(stage.lines.last { $0.contains("Not now:") })
        #expect(refused.contains("\(first - 5) s"))
        for _ in 0..<5 { stage.console.update(.tick) }
        #expect(stage.lines.last { $0.contains("Not now:") }?.contains("\(first - 10) s") == true)
    }

    @Test func `in the list it counts as well`() async throws {
        let stage = try await inDoubt(isMade: false)
        await stage.press(.escape)
        await stage.type("e")
        let first = try #require(stage.seconds)
        #expect(stage.console.tick == .seconds(1))
        for _ in 0..<7 { stage.console.update(.tick) }
        #expect(stage.seconds == first - 7)
        #expect(stage.count("still in doubt") == 1)
    }
}

extension Stage {
    /// How often a text is on the screen, wherever its lines are broken.
    fileprivate func count(_ text: String) -> Int {
        let words = self.text.split { " \n│".contains($0) }.joined(separator: " ").lowercased()
        return words.components(separatedBy: text.lowercased()).count - 1
    }

    /// The seconds that "not there" still proves nothing for.
    fileprivate var seconds: Int? {
        let words = text.split { " \n│".contains($0) }.joined(separator: " ")
        return (words.firstMatch(of: /(?:for another|Ask again in) (\d+) s/)?.1).flatMap { Int($0) }
    }
}
