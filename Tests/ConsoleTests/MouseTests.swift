import Accounts
import Foundation
import Testing
import TextScreen

@testable import Console

/// What the mouse does: wherever something is shown that can be done, a click does it; never anything else.
@Suite(.timeLimit(.minutes(20))) struct MouseTests {
    // MARK: The list

    @Test func `a click selects a line, and another one opens it`() async throws {
        let stage = try await Stage.open()
        try await stage.click("C-103")
        #expect(stage.selected == "C-103" && stage.console.screens.count == 1)
        try await stage.click("C-103")
        #expect(stage.lines[0].contains("C-103") && stage.console.screens.last?.context == .details)
    }

    @Test func `a heading sorts, and then the other way around`() async throws {
        let stage = try await Stage.open()
        try await stage.click("NAME", line: 2)
        #expect(stage.list.query.order == .name && !stage.list.query.isDescending)
        try await stage.click("NAME", line: 2)
        #expect(stage.list.query.order == .name && stage.list.query.isDescending)
        try await stage.click("CODE", line: 2)
        #expect(stage.list.query.order == .code && !stage.list.query.isDescending)
        try await stage.click("DROPBOX", line: 2)
        #expect(stage.list.query.order == .status)
        await stage.resize(200, 24)
        let phone = try #require(stage.place(of: "PHONE", line: 2))
        #expect(stage.frame.target(at: phone) == nil)
    }

    @Test func `the sign of a reseller folds its customers away, and shows them`() async throws {
        let stage = try await Stage.open()
        try await stage.click("▾")
        #expect(!stage.shows("C-101") && stage.selected == "R-100")
        try await stage.click("▸")
        #expect(stage.shows("C-101"))
    }

    @Test func `the wheel scrolls by three lines, and the cursor stays in view`() async throws {
        let stage = try await Stage.open()
        await stage.press(.wheel(1))
        #expect(stage.list.window.cursor.offset == 3)
        #expect(stage.lines.contains { $0.contains("C-104") } && stage.selected == "C-104")
        await stage.press(.end, .wheel(-1))
        let cursor = stage.list.window.cursor
        #expect(cursor.selected < cursor.count - 1 && cursor.selected == cursor.offset + stage.list.window.height - 1)
        await stage.type("/")
        await stage.press(.home, .wheel(1), .wheel(-1))
        #expect(stage.console.screens.count == 1)
    }

    @Test func `what is typed for a filter is not lost to a click on its line, which goes to it`() async throws {
        let stage = try await Stage.open()
        try await stage.click("filter")
        #expect(stage.list.editor != nil)
        await stage.type("sonne")
        try await stage.click("C-101")
        #expect(stage.list.editor == nil && stage.selected == "C-101" && stage.list.query.filter.text == "sonne")
    }

    // MARK: What is not there any more

    @Test func `a click waits for the list that the filter asks for, and does nothing where that shows something else`()
        async throws
    {
        let stage = try await Stage.open()
        let shown = stage.frame
        let place = try #require(stage.place(of: "C-103"))
        for key in "/C-205".map(Key.character) { stage.console.update(.key(key)) }
        stage.console.update(.clicked(place, on: shown))
        stage.console.update(.clicked(place, on: shown))
        #expect(stage.console.ahead.count == 2)
        await stage.settle()
        #expect(stage.console.ahead.isEmpty && stage.console.screens.count == 1)
        #expect(stage.selected == "C-205" && stage.shows("is not there any more, so nothing was done"))
    }

    @Test func `a click that waits acts on its account where the new list shows it at the same place`() async throws {
        let stage = try await Stage.open()
        let shown = stage.frame
        let place = try #require(stage.place(of: "C-102"))
        stage.console.update(.key(.function(5)))
        for key in "/-".map(Key.character) { stage.console.update(.key(key)) }
        for _ in 0..<3 { stage.console.update(.clicked(place, on: shown)) }
        await stage.settle()
        // The third one was made on the list, and its details are something else.
        #expect(stage.lines[0].contains("C-102") == (stage.console.screens.count == 2))
        #expect(stage.console.screens.count <= 2)
    }

    @Test func `what stands behind a pop-up or under a message is not clicked on`() async throws {
        let stage = try await Stage.open()
        let place = try #require(stage.place(of: "R-100"))
        await stage.press(.enter, .enter)
        #expect(stage.console.screens.last?.context == .systems)
        let behind = try #require(stage.place(of: "Parent Account"))
        await stage.press(.click(behind))
        await stage.press(.click(place))
        #expect(stage.console.screens.last?.context == .systems)
        await stage.leave()
        await stage.type("B")
        #expect(stage.shows("No bulk run has begun"))
        #expect(stage.frame.target(at: try #require(stage.place(of: "No bulk run has begun"))) == nil)
    }

    @Test func `a click on a frame of the past does nothing`() async throws {
        let stage = try await Stage.open()
        let shown = stage.frame
        let place = try #require(stage.place(of: "s sync", line: 23))
        await stage.press(.enter, .enter)
        stage.console.update(.clicked(place, on: shown))
        await stage.settle()
        #expect(stage.console.screens.last?.context == .systems)
    }

    // MARK: Everything else

    @Test func `hints press their keys, on the bottom line and at the foot of a pop-up`() async throws {
        let stage = try await Stage.open()
        try await stage.click("? help", line: 23)
        #expect(stage.lines[0].contains("Help"))
        try await stage.click("Esc back", line: 23)
        #expect(stage.console.screens.count == 1)
        await stage.press(.enter, .enter)
        try await stage.click("↵ Sync Options")
        #expect(stage.console.screens.last?.context == .form)
        try await stage.click("[ Cancel ]")
        #expect(stage.console.screens.last?.context == .systems)
        try await stage.click("Esc close")
        #expect(stage.console.screens.last?.context == .details)
    }

    @Test func `in details and among systems a click selects, and another one follows`() async throws {
        let stage = try await Stage.open()
        await stage.find("C-101")
        await stage.press(.enter)
        try await stage.click("Parent Account")
        #expect(stage.console.screens.count == 2)
        try await stage.click("Parent Account")
        #expect(stage.lines[0].contains("R-100"))
        try await stage.click("Provisioning Sync Status")
        try await stage.click("Dropbox")
        #expect(stage.console.screens.last?.context == .form)
    }

    @Test func `in a form a click goes to a field, chooses, and presses a button`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        try await stage.click("( ) User")
        #expect(stage.shows("(•) User") && stage.shows("( ) Reseller"))
        try await stage.click("( ) Reseller")
        #expect(stage.shows("(•) Reseller"))
        try await stage.click("Reseller ID")
        await stage.type("RS-77")
        try await stage.click("Email")
        await stage.type("x")
        #expect(stage.line("Email").hasSuffix("x") && stage.line("Reseller ID *").contains("RS-77"))
        await stage.press(.backspace)
        // The first one shows the warning about an email that another account has, too.
        try await stage.click("[ Save & Synchronize ]")
        #expect(stage.shows("worth a look"))
        try await stage.click("[ Save & Synchronize ]")
        #expect(stage.shows("is dbx-"))
    }

    @Test func `among parents a click takes the one under the cursor`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-301")
        try await stage.click("Parent Account")
        try await stage.click("Parent Account")
        #expect(stage.console.screens.last?.context == .parents)
        #expect(!stage.frame.targets.contains { if case .field = $0.meaning { true } else { false } })
        try await stage.click("R-100")
        #expect(stage.console.screens.last?.context == .form && stage.line("Parent Account").contains("R-100"))
    }

    @Test func `a plan, its values and its question are gone through by clicks alone`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        try await stage.click("↵ values")
        try await stage.click("( ) User")
        #expect(stage.shows("(•) User"))
        try await stage.click("│ Reseller ID")
        await stage.type("RS-77")
        try await stage.click("│ Role")
        try await stage.click("( ) Reseller")
        try await stage.click("↵ set")
        try await stage.click("Ctrl+S synchronize", line: 23)
        #expect(stage.console.screens.last?.context == .confirm)
        try await stage.click("n cancel")
        #expect(stage.console.screens.last?.context == .plan)
        try await stage.click("Ctrl+S synchronize", line: 23)
        try await stage.click("y start")
        #expect(stage.shows("Finished: 1 synchronized") || stage.shows("1 synchronized"))
        try await stage.click("R-100")
        #expect(stage.console.screens.last?.context == .details)
    }

    @Test func `in the palette a click selects a command, and another one does it`() async throws {
        let stage = try await Stage.open()
        await stage.type(":")
        try await stage.click("Open the Sync Options form")
        #expect(stage.console.screens.last?.context == .palette)
        try await stage.click("Open the Sync Options form")
        #expect(stage.console.screens.last?.context == .form)
    }

    @Test func `a click takes back the question whether what was typed is to be discarded`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.escape)
        #expect(stage.shows("Esc again: discard your changes"))
        try await stage.click("Email")
        #expect(!stage.shows("Esc again"))
        await stage.press(.escape)
        #expect(stage.shows("Esc again: discard your changes"))
        try await stage.click("Esc again:", line: 23)
        #expect(stage.console.screens.last?.context == .systems)
    }

    @Test func `a key leaves the mouse to the terminal, says so as long as it lasts, and takes it back`() async throws {
        let stage = try await Stage.open()
        #expect(stage.console.takesMouse)
        await stage.type("M")
        #expect(!stage.console.takesMouse && stage.shows("M takes it back"))
        await stage.press(.down)
        #expect(stage.lines[0].hasSuffix("M takes the mouse"))
        await stage.press(.function(12))
        #expect(stage.console.takesMouse && !stage.lines[0].contains("mouse"))
    }

    @Test(arguments: [(80, 24), (40, 12), (160, 48)])
    func `every target lies on the frame, and on every screen something can be clicked on`(
        _ columns: Int,
        _ rows: Int
    ) async throws {
        let stage = try await Stage.open()
        await stage.resize(columns, rows)
        for key in [.down, .enter, .enter, .enter, .escape, .escape, .escape, "b", .enter, .escape, .escape, "?"]
            as [Key]
        {
            await stage.press(key)
            let frame = stage.frame
            #expect(!frame.targets.isEmpty)
            for target in frame.targets {
                let end = target.area.origin.moved(
                    columns: target.area.size.columns - 1,
                    rows: target.area.size.rows - 1
                )
                #expect(frame[target.area.origin] != nil && frame[end] != nil, "\(target)")
            }
        }
    }
}
