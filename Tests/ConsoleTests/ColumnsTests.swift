import Accounts
import Foundation
import PlainText
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// The columns of the list: as wide as what is in them, codes never cut, no jumping.
@Suite(.timeLimit(.minutes(20))) struct ColumnsTests {
    private static let book = (0..<300)
        .map { number in
            let isReseller = number % 60 == 0
            return Account(
                id: AccountID("\(number)"),
                code: AccountCode(isReseller ? "RES-\(1000 + number)" : "KD-\(20_000 + number)"),
                name: "Bäckerei Sonne \(number)",
                kind: isReseller ? .reseller : .endCustomer,
                parent: isReseller ? nil : AccountID("\(number / 60 * 60)"),
                email: "info@baeckerei-sonne-\(number).example",
                country: "DE",
                phone: "+49 40 \(100_000 + number)",
                address: Account.Address(city: "Hamburg")
            )
        }

    private func layout(
        _ contents: [ListSlot: Int],
        titles: [ListSlot: Int] = [:],
        isTree: Bool = true,
        _ width: Int
    ) -> [ListSlot: Int] {
        let slots =
            ListColumn.allCases.filter { $0 != .otherSystems && $0 != .status }.map(ListSlot.property)
            + [.status("Dropbox"), .other("Acronis")]
        let layout = ListLayout(slots, contents: contents, titles: titles, isTree: isTree, width: width)
        let taken = layout.columns.map(\.cells).reduce(0, +) + max(layout.columns.count - 1, 0) * layout.gap
        #expect(taken <= width - ListLayout.start - 1)
        #expect(layout.columns.map(\.slot) == slots.filter(layout.columns.map(\.slot).contains))
        return Dictionary(uniqueKeysWithValues: layout.columns.map { ($0.slot, $0.cells) })
    }

    @Test func `no column is wider than it needs, and a code is cut last`() {
        let contents: [ListSlot: Int] = [
            .property(.code): 12, .property(.name): 20, .property(.country): 2, .property(.email): 30,
            .property(.type): 8, .status("Dropbox"): 14,
        ]
        let wide = layout(contents, 250)
        for (slot, cells) in contents { #expect(wide[slot] == cells) }
        let usual = layout(contents, 80)
        #expect(usual[.property(.code)] == 12 && usual[.property(.name)] == 20 && usual[.status("Dropbox")] == 14)
        let narrow = layout(contents, 40)
        #expect(narrow[.property(.code)] == 12 && narrow[.property(.email)] == nil)
        #expect(narrow[.property(.name)] ?? 0 >= 8)
        for width in 40...300 { _ = layout(contents, width) }
    }

    @Test func `a column with nothing in it is not shown, and room that is left goes to titles`() {
        let contents: [ListSlot: Int] = [.property(.code): 5, .property(.name): 10, .status("Dropbox"): 2]
        let titles: [ListSlot: Int] = [.property(.phone): 5, .status("Dropbox"): 15]
        let shown = layout(contents, titles: titles, 80)
        #expect(shown[.property(.phone)] == nil && shown[.status("Dropbox")] == 15)
    }

    @Test func `in a tree the resellers are given room last`() {
        var contents = Dictionary(uniqueKeysWithValues: ListColumn.allCases.map { (ListSlot.property($0), 12) })
        contents[.status("Dropbox")] = 12
        #expect(layout(contents, isTree: true, 130)[.property(.parent)] == nil)
        #expect(layout(contents, isTree: false, 130)[.property(.parent)] == 12)
    }

    @Test(arguments: [(80, 24), (40, 12), (44, 12), (160, 48)])
    func `codes are whole, in the tree and flat`(_ columns: Int, _ rows: Int) async throws {
        let stage = try await Stage.open(only: Self.book)
        await stage.resize(columns, rows)
        for _ in 0..<2 {
            await stage.press(.home)
            for _ in 0..<4 {
                let lines = stage.lines[3..<(rows - 3)].filter { !$0.isEmpty }
                #expect(!lines.isEmpty && lines.allSatisfy { $0.contains(/(KD-20[0-9]{3}|RES-1[0-9]{3})( |$)/) })
                await stage.press(.pageDown)
            }
            await stage.type("t")
        }
    }

    @Test func `columns do not move while the list is scrolled`() async throws {
        let stage = try await Stage.open(only: Self.book)
        let heading = stage.lines[2]
        for key in [.down, .pageDown, .end, .home, .wheel(2), .pageUp] as [Key] {
            await stage.press(key)
            #expect(stage.lines[2] == heading)
        }
    }

    @Test func `names take no more room than they need`() async throws {
        let stage = try await Stage.open(only: Self.book)
        await stage.resize(160, 48)
        let heading = stage.lines[2]
        let name = try #require(heading.range(of: "NAME")).lowerBound
        let type = try #require(heading.range(of: "TYPE")).lowerBound
        #expect(heading.distance(from: name, to: type) <= 24)
        #expect(stage.shows("+49 40 100001") && stage.shows("Hamburg") && stage.shows("Germany"))
        #expect(!stage.lines[4].contains("…"))
    }

    @Test func `flat, the reseller of each customer is named where there is room`() async throws {
        let stage = try await Stage.open(only: Self.book)
        await stage.resize(160, 48)
        await stage.type("t")
        #expect(stage.line("KD-20001").contains("Bäckerei Sonne 0"))
    }

    @Test func `which columns are shown is chosen, and kept in the view`() async throws {
        let stage = try await Stage.open(only: Self.book)
        await stage.resize(160, 48)
        await stage.type("c")
        #expect(stage.shows("[x] Type") && stage.shows("shown where there is room"))
        await stage.press(" ")
        #expect(stage.shows("[ ] Type"))
        await stage.press(.click(try #require(stage.place(of: "[x] Email"))))
        await stage.press(.escape)
        #expect(
            !stage.lines[2].contains("TYPE") && !stage.lines[2].contains("EMAIL") && stage.lines[2].contains("PHONE")
        )
        #expect(stage.list.view.hiddenColumns == [.type, .email])
        await stage.type("c")
        await stage.press(.enter, .escape)
        #expect(stage.lines[2].contains("TYPE"))
    }

    @Test func `with several systems the heading says which one is shown, of how many, and the key`() async throws {
        let stage = try await Stage.open()
        #expect(stage.lines[2].contains("DROPBOX") && !stage.lines[2].contains("Tab"))
        let systems = stage.workspace.systems
        for name in ["Acronis EU", "Zoom"] as [SystemName] {
            var other = try #require(try await systems.system(named: "Dropbox"))
            other.name = name
            _ = try await systems.add(other, sameVendor: true)
        }
        await stage.changeElsewhere()
        #expect(stage.lines[2].contains("DROPBOX 2/3 Tab"))
        await stage.press(.tab)
        #expect(stage.lines[2].contains("ZOOM 3/3 Tab"))
        await stage.resize(200, 40)
        #expect(stage.lines[2].contains("ACRONIS EU") && stage.lines[2].contains("DROPBOX"))
        try await stage.click("DROPBOX", line: 2)
        #expect(stage.lines[2].contains("DROPBOX 2/3 Tab"))
    }
}
