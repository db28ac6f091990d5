import Testing
import TextScreen

@Suite struct ListTests {
    private func drawn(_ list: ListPane<String>, rows: Int) -> [String] {
        var frame = Frame(Size(columns: 4, rows: rows))
        list.draw(on: &frame, in: Rect(frame.size)) { $2.put(list.items[$0], at: $1.origin) }
        return frame.lines
    }

    @Test func `the cursor stays on its item when the list changes, and is seen`() {
        var list = ListPane(["a", "b", "c", "d"], height: 2)
        list.move { $0.move(to: 2) }
        #expect(list.selected == "c" && list.cursor.offset == 1)
        list.show(["x", "y", "a", "c"], keeping: \.self)
        #expect(list.selected == "c" && list.cursor.offset == 2)
        list.show(["a", "b"], keeping: \.self)
        #expect(list.selected == "b" && list.cursor.offset == 0)
        list.show([], keeping: \.self)
        #expect(list.selected == nil && list.cursor.offset == 0)
    }

    @Test func `as many lines are drawn as there is room for, with the one under the cursor among them`() {
        var list = ListPane(["a", "b", "c", "d"])
        #expect(drawn(list, rows: 3) == ["a", "b", "c"])
        list.move { $0.end() }
        #expect(drawn(list, rows: 3) == ["b", "c", "d"])
        #expect(drawn(list, rows: 0) == [])
    }

    @Test func `heading and rows of a table stand in the same columns, each cut where the next one begins`() {
        let columns = TableColumns(
            [.init("CODE", 4), .init("GONE", 0), .init("NAME"), .init("N", 2)],
            width: 20,
            start: 1
        )
        var frame = Frame(Size(columns: 20, rows: 2))
        columns.drawHeading(on: &frame, in: Rect(frame.size).row(0))
        columns.draw(
            [.init("R-1000"), .init("x"), .init("東京東京東京東京"), .init("7", indent: 1)],
            on: &frame,
            in: Rect(frame.size).row(1)
        )
        #expect(frame.lines == [" CODE NAME       N", " R-1… 東京東京…   7"])
    }
}
