/// A list that is seen through a window of so many lines, with a cursor that stays on its item when the list changes.
package struct ListPane<Item: Sendable>: Sendable {
    package private(set) var items: [Item]
    package private(set) var cursor: ListCursor
    /// How many lines are seen; nil where only drawing tells.
    package private(set) var height: Int?

    package init(_ items: [Item] = [], height: Int? = nil) {
        self.items = items
        self.height = height
        cursor = ListCursor(count: items.count)
    }

    package var count: Int { items.count }
    package var isEmpty: Bool { items.isEmpty }

    package var selected: Item? { cursor.selected < items.count ? items[cursor.selected] : nil }

    /// Shows other items, with the cursor on a line, or where it was.
    package mutating func show(_ items: [Item], at line: Int? = nil) {
        self.items = items
        cursor.count = items.count
        if let line { cursor.move(to: line) }
        keepInView()
    }

    package mutating func show(_ items: [Item], keeping id: (Item) -> some Equatable) {
        let kept = selected.map(id)
        show(items, at: kept.flatMap { kept in items.firstIndex { id($0) == kept } })
    }

    package mutating func resize(height: Int) {
        self.height = max(height, 0)
        keepInView()
    }

    package mutating func move(_ change: (inout ListCursor) -> Void) {
        change(&cursor)
        keepInView()
    }

    /// Scrolls by so many lines; where only drawing tells what is seen, the cursor moves instead.
    package mutating func scroll(by lines: Int) {
        if let height {
            cursor.scroll(by: lines, height: height)
        } else {
            cursor.move(to: cursor.selected + lines)
        }
    }

    /// Draws each line that is seen, by its place in the list, and marks the one under the cursor.
    package func draw(on frame: inout Frame, in area: Rect, row draw: (Int, Rect, inout Frame) -> Void) {
        let size = Size(columns: area.size.columns, rows: min(height ?? area.size.rows, area.size.rows))
        cursor.draw(on: &frame, in: Rect(origin: area.origin, size: size), row: draw)
    }

    private mutating func keepInView() {
        if let height { cursor.keepInView(height: height) }
    }
}
