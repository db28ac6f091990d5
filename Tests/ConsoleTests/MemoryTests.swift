import Accounts
import Foundation
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// A console begins where the last one on the same workspace was left.
@Suite(.timeLimit(.minutes(20))) struct MemoryTests {
    private func file(_ stage: Stage, _ name: String) -> String { stage.workspace.location.file(name) }

    @Test func `filter, order and cursor are as they were left`() async throws {
        let stage = try await Stage.open()
        await stage.type("oo/gmbh")
        await stage.press(.enter, .down, .down)
        let (selected, heading) = (stage.selected, stage.lines[2])
        stage.console.quit()
        await stage.reopen()
        #expect(stage.selected == selected && stage.lines[2] == heading)
        #expect(stage.lines[1].contains("filter gmbh"))
    }

    @Test(arguments: [[0, 1, 2], [1, 0, 2], [1, 2, 0]])
    func `behind the first list its index is asked for, whatever came before, and all is what the filter selects`(
        order: [Int]
    ) {
        var screen = AccountsScreen(clock: { StoppedClock.wall })
        screen.query.filter = AccountFilter("sonne")
        let (reseller, customer) = (AccountKey(1), AccountKey(2))
        let entries = [AccountListing.Entry(key: reseller, isMatch: false), AccountListing.Entry(key: customer)]
        let page = AccountListing(entries: entries, matches: 1)
        let happenings: [Happening] = [.systemsLoaded([]), .glimpsed(screen.query, page), .listed(screen.query, page)]
        let effects = order.flatMap { screen.receive(happenings[$0]) }
        let asked = effects.filter { if case .work(.followBook) = $0 { true } else { false } }
        #expect(asked.count == 1)
        #expect(screen.window.lines.matchingKeys == [customer])
    }

    @Test(arguments: ["", "{}", "[", "{\"format\":2,\"list\":{}}", "{\"format\":1}", "\u{0}"])
    func `a damaged file is ignored with one notice, and made anew`(_ text: String) async throws {
        let stage = try await Stage.open()
        try Data(text.utf8).write(to: URL(filePath: file(stage, "console.json")))
        await stage.reopen()
        #expect(stage.shows("The state in which the console was last left could not be read"))
        #expect(stage.lines[1].contains("74 (all)"))
        await stage.type("t")
        stage.console.quit()
        await stage.reopen()
        #expect(!stage.shows("could not be read"))
    }

    @Test func `what cannot be true any more is as in a new console`() async throws {
        let stage = try await Stage.open()
        let text =
            #"{"format":1,"list":{"order":"shoe size","filter":"sonne","system":"Gone","selected":999999,"x":1}}"#
        try Data(text.utf8).write(to: URL(filePath: file(stage, "console.json")))
        await stage.reopen()
        #expect(stage.lines[1].contains("filter sonne") && stage.lines[2].contains("DROPBOX"))
    }

    @Test func `a folder that cannot be written is told once, and nothing else changes`() async throws {
        let stage = try await Stage.open()
        for name in ["console.json", "messages.jsonl"] {
            try FileManager.default.createDirectory(atPath: file(stage, name), withIntermediateDirectories: false)
        }
        await stage.reopen()
        await stage.send("R-100")
        await stage.leave()
        let told = stage.console.log.entries.filter { $0.notice.headline.contains("message log will not survive") }
        #expect(told.count == 1)
        #expect(try stage.vendor.sent.count == 1)
        await stage.type("t")
        stage.console.quit()
        #expect(stage.console.isFinished && stage.console.farewell.count <= 1)
    }

    @Test func `the messages of earlier consoles are in the log, with their accounts`() async throws {
        let stage = try await Stage.open()
        await stage.send("R-100")
        await stage.leave()
        await stage.reopen()
        await stage.type("l")
        #expect(stage.shows("R-100  Northwind Cloud"))
        #expect(!stage.shows("nothing yet"))
    }

    @Test func `a read-only console writes none of it`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        await stage.type("t/sonne")
        await stage.press(.enter, .control("s"))
        stage.console.quit()
        let names = try FileManager.default.contentsOfDirectory(atPath: stage.workspace.location.path)
        #expect(!names.contains("console.json") && !names.contains("messages.jsonl"))
    }

    @Test func `a filter is saved under a name, taken again, and forgotten`() async throws {
        let stage = try await Stage.open()
        await stage.type("/sonne gmbh")
        await stage.press(.enter)
        await stage.type("FsMy list")
        await stage.press(.enter)
        #expect(stage.shows("The filter is saved as My list.") && stage.line("My list").contains("sonne gmbh"))
        await stage.press(.escape, .escape)
        #expect(stage.lines[1].contains("74 (all)"))
        await stage.type("F")
        await stage.press(.enter)
        #expect(stage.lines[1].contains("filter sonne gmbh"))
        await stage.type("FXy")
        #expect(stage.shows("The saved filter My list is forgotten.") && stage.shows("none is saved yet"))
        #expect(try stage.workspace.savedFilters().filters.isEmpty)
    }

    @Test func `the pop-up of saved filters`() async throws {
        let stage = try await Stage.open()
        _ = try stage.workspace.saveFilter("status:in-doubt", as: "Doubts")
        _ = try stage.workspace.saveFilter("parent:R-100 !ag", as: "Northwind's \u{202E}customers")
        // A name that would deceive whoever reads the list is left out.
        #expect(try stage.workspace.savedFilters().names == ["Doubts"])
        await stage.type("/jp")
        await stage.press(.enter)
        await stage.type("Fs")
        try await stage.expectGolden("saved-filters")
    }
}
