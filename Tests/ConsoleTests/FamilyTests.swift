import Accounts
import Testing
import TextScreen

@testable import Console

/// Resellers with their customers: marked together, folded together, and kept in sight.
@Suite(.timeLimit(.minutes(20))) struct FamilyTests {
    /// A reseller for every `size` accounts, itself counted.
    private static func book(_ count: Int, size: Int) -> [Account] {
        (0..<count)
            .map { number in
                Account(
                    id: AccountID("\(number)"),
                    code: AccountCode(number % size == 0 ? "R-\(number / size)" : "C-\(100_000 + number)"),
                    name: "Hotel \(number)",
                    kind: number % size == 0 ? .reseller : .endCustomer,
                    parent: number % size == 0 ? nil : AccountID("\(number / size * size)"),
                    email: "info@hotel-\(number).example",
                    country: "DE"
                )
            }
    }

    @Test func `a reseller is marked with all its customers, and the marks are taken away by the same key`()
        async throws
    {
        let stage = try await Stage.open(only: Self.book(120, size: 56))
        await stage.type("m")
        #expect(stage.list.marks.count == 56 && stage.lines[1].contains("56 marked"))
        await stage.type("m")
        #expect(stage.list.marks.isEmpty)
        await stage.press(.down, .down, " ")
        await stage.type("m")
        #expect(stage.list.marks.count == 56)
    }

    @Test func `what is folded while the list is found anew stays folded`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 56))
        var list = stage.list
        let found = list.window.lines
        guard case .work(.find(let request))? = list.receive(.indexed(try #require(list.index))).first else {
            Issue.record("nothing is looked for")
            return
        }
        _ = list.perform(.collapse)
        guard case .work(.find(let again))? = list.receive(.found(found, request)).first else {
            Issue.record("what is shown was found before")
            return
        }
        #expect(again.collapsed == list.window.collapsed && again.collapsed.count == 1)
        #expect(list.window.lines.isCollapsed(0))
    }

    @Test func `on a customer its reseller is marked with all of them, folded away, filtered or flat`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 56))
        await stage.find("C-100003")
        await stage.type("m")
        #expect(stage.list.marks.count == 56)
        await stage.type("m")
        await stage.press(.escape)
        await stage.type("tm")
        #expect(stage.list.marks.count == 56)
        await stage.type("umt")
        await stage.press(.home, .left)
        await stage.type("m")
        #expect(stage.list.marks.isEmpty)
        await stage.type("m")
        #expect(stage.list.marks.count == 56)
    }

    @Test func `twenty thousand customers are marked by one key`() async throws {
        let stage = try await Stage.open(only: Self.book(20_002, size: 20_001))
        stage.console.update(.key("m"))
        #expect(stage.list.marks.count == 20_001 || !stage.console.ahead.isEmpty)
        await stage.settle()
        #expect(stage.list.marks.count == 20_001)
    }

    @Test func `typed at once after a filter, it marks those of the list that the filter asks for`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 30))
        for key in "/R-2".map(Key.character) + [.enter, "m", "b"] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.list.marks.count == 30)
        #expect(stage.console.screens.last?.context == .plan && stage.shows("30 marked"))
    }

    @Test func `a reseller and its 55 customers are synchronized with eight keys`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 56))
        var keys = 0
        func press(_ more: Key...) async {
            for key in more { await stage.press(key) }
            keys += more.count
        }
        await press("m", "b", .enter)
        await stage.type("RS-77")
        await press(.enter, .control("s"), "y")
        #expect(keys <= 8 && stage.shows("56 synchronized"))
        #expect(try stage.vendor.sent.count == 56)
    }

    // MARK: In a filter

    @Test func `the columns have room for customers that were seen before, too`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 30))
        for _ in 0..<6 { await stage.press(.pageDown) }
        await stage.find("R-1")
        await stage.press(.right)
        #expect(stage.shows("├ C-100031 Hotel 31"))
    }

    @Test func `in a filter, a reseller shows the customers that the filter does not select, dim`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 30))
        await stage.find("R-1")
        #expect(stage.lines[3].contains("▸") && !stage.shows("C-100031"))
        await stage.press(.right)
        #expect(stage.lines[3].contains("▾") && stage.shows("C-100031"))
        #expect(stage.shows("1 of 120"))
        let row = try #require(stage.place(of: "C-100031"))
        #expect(stage.frame[row]?.style == .dim)
        await stage.press(.function(5))
        #expect(stage.shows("C-100031"))
        await stage.press(.left)
        #expect(!stage.shows("C-100031"))
        await stage.press(.right, .down)
        #expect(stage.selected == "C-100031")
        await stage.type("/")
        await stage.type("x")
        await stage.press(.backspace)
        #expect(!stage.shows("C-100031"))
    }

    @Test func `a customer that matches leads to all the others of its reseller`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 30))
        await stage.find("C-100045")
        await stage.press(.left, .right)
        #expect(stage.selected == "R-1" && stage.shows("C-100031") && stage.shows("C-100045"))
        await stage.type("a")
        #expect(stage.list.marks.count == 1)
    }

    // MARK: Folding

    @Test func `everything is folded away and shown again, with the cursor on the reseller`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 30))
        await stage.find("C-100045")
        await stage.press(.escape)
        #expect(stage.selected == "C-100045")
        await stage.type("_")
        #expect(stage.list.window.count == 4 && stage.selected == "R-1")
        await stage.press(.right)
        #expect(stage.list.window.count == 33)
        await stage.press(.function(5))
        #expect(stage.list.window.count == 33)
        await stage.type("*")
        #expect(stage.list.window.count == 120 && stage.selected == "R-1")
        await stage.type("t_")
        #expect(stage.shows("Not now: the list is flat"))
    }

    // MARK: The reseller stays in sight

    @Test func `while customers scroll, their reseller stands above them`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 56))
        for _ in 0..<30 {
            await stage.press(.down)
            #expect(stage.lines[3].contains("R-0") && stage.line(stage.selected ?? "?") != "")
        }
        let place = try #require(stage.place(of: "R-0"))
        #expect(place.row == 3 && stage.frame[place]?.style == .dim)
        for _ in 0..<30 {
            await stage.press(.up)
            #expect(stage.lines.contains { $0.contains(stage.selected ?? "?") })
        }
        await stage.press(.pageDown, .pageDown)
        try await stage.click("R-0")
        #expect(stage.selected == "R-0" && stage.list.window.cursor.offset == 0)
    }

    @Test func `the line under the cursor is seen whatever is pressed`() async throws {
        let stage = try await Stage.open(only: Self.book(120, size: 7))
        for rows in [10, 12, 13, 24] {
            await stage.resize(80, rows)
            for key in "dkjku".map(Key.character) + [
                .pageDown, .up, .pageDown, .wheel(1), .wheel(1), .up, .up, .wheel(-1),
            ] {
                guard key != "d", key != "u" else { continue }
                await stage.press(key)
                let cursor = stage.frame.row(stage.frame.size.rows - 1)
                #expect(!cursor.isEmpty)
                let selected = try #require(stage.selected)
                let row = try #require(stage.place(of: selected)?.row, "\(selected) after \(key.name)\n\(stage.text)")
                #expect(stage.frame[Point(column: 0, row: row)]?.style == .selection)
            }
        }
    }
}
