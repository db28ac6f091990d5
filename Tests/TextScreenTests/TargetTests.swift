import Testing
import TextScreen

/// What can be clicked on, and whether it is still there.
@Suite struct TargetTests {
    private let row = Rect(origin: Point(column: 2, row: 1), size: Size(columns: 6, rows: 1))

    private func frame(_ text: String, _ meaning: Target.Meaning = .line(4), column: Int = 2) -> Frame {
        var frame = Frame(Size(columns: 20, rows: 4))
        let area = Rect(origin: Point(column: column, row: 1), size: row.size)
        frame.put(text, at: area.origin)
        frame.makeTarget(area, meaning)
        return frame
    }

    @Test func `what was drawn last is what is clicked on`() {
        var frame = frame("line")
        frame.makeTarget(Rect(origin: row.origin, size: Size(columns: 1, rows: 1)), .fold(4))
        #expect(frame.target(at: Point(column: 2, row: 1))?.meaning == .fold(4))
        #expect(frame.target(at: Point(column: 3, row: 1))?.meaning == .line(4))
        #expect(frame.target(at: Point(column: 7, row: 1))?.meaning == .line(4))
        for outside in [(1, 1), (8, 1), (3, 0), (3, 2), (-1, -1), (99, 99)] {
            #expect(frame.target(at: Point(column: outside.0, row: outside.1)) == nil)
        }
        frame.makeTarget(Rect(origin: row.origin, size: Size(columns: 0, rows: 1)), .key("x"))
        #expect(frame.targets.count == 2)
    }

    @Test func `what is behind a box or a shade is not clicked on`() {
        var boxed = frame("line")
        boxed.box(Rect(origin: Point(column: 7, row: 1), size: Size(columns: 3, rows: 2)))
        #expect(boxed.targets.isEmpty)
        var beside = frame("line")
        beside.box(Rect(origin: Point(column: 8, row: 1), size: Size(columns: 3, rows: 2)))
        #expect(beside.targets.count == 1)
        beside.shade()
        #expect(beside.targets.isEmpty)
    }

    @Test func `it is still there only at the same place with the same text and meaning`() throws {
        let shown = frame("line")
        let target = try #require(shown.targets.first)
        #expect(frame("line").shows(target, as: shown))
        #expect(!frame("lime").shows(target, as: shown))
        #expect(!frame("line", .line(5)).shows(target, as: shown))
        #expect(!frame("line", column: 3).shows(target, as: shown))
        #expect(!Frame(Size(columns: 20, rows: 4)).shows(target, as: shown))
        #expect(!Frame(Size(columns: 1, rows: 1)).shows(target, as: shown))
        var selected = frame("line")
        selected.restyle(row, style: .selection)
        #expect(selected.shows(target, as: shown))
        let heading = frame("NAME", .heading("name"))
        let moved = frame("NAME▴", .heading("name"), column: 5)
        #expect(moved.shows(try #require(heading.targets.first), as: heading))
    }

    @Test func `a list is scrolled, and the cursor moves only if it would be out of sight`() {
        var cursor = ListCursor(count: 20)
        cursor.move(to: 4)
        cursor.scroll(by: 3, height: 5)
        #expect(cursor.offset == 3 && cursor.selected == 4)
        cursor.scroll(by: 3, height: 5)
        #expect(cursor.offset == 6 && cursor.selected == 6)
        cursor.scroll(by: 99, height: 5)
        #expect(cursor.offset == 15 && cursor.selected == 15)
        cursor.scroll(by: -3, height: 5)
        #expect(cursor.offset == 12 && cursor.selected == 15)
        cursor.scroll(by: -99, height: 5)
        #expect(cursor.offset == 0 && cursor.selected == 4)
        var empty = ListCursor()
        empty.scroll(by: 3, height: 5)
        #expect(empty.offset == 0 && empty.selected == 0)
    }
}
