/// The line of a list that the cursor is on, and the first line that is visible.
package struct ListCursor: Hashable, Sendable {
    package var count: Int {
        didSet { move(to: selected) }
    }
    /// 0 in an empty list.
    package private(set) var selected: Int
    package private(set) var offset: Int

    package init(count: Int = 0) {
        self.count = max(count, 0)
        selected = 0
        offset = 0
    }

    /// Goes to a line, or to the nearest one there is.
    package mutating func move(to line: Int) {
        selected = max(min(line, count - 1), 0)
    }

    package mutating func up() { move(to: selected - 1) }
    package mutating func down() { move(to: selected + 1) }
    package mutating func home() { move(to: 0) }
    package mutating func end() { move(to: count - 1) }
    package mutating func pageUp(height: Int) { move(to: selected - max(height, 1)) }
    package mutating func pageDown(height: Int) { move(to: selected + max(height, 1)) }

    /// Scrolls by so many lines; the cursor moves only if it would be out of sight.
    package mutating func scroll(by lines: Int, height: Int) {
        let height = max(height, 1)
        offset = max(min(offset + lines, count - height), 0)
        move(to: max(min(selected, offset + height - 1), offset))
    }

    /// Scrolls just far enough to show the cursor.
    package mutating func keepInView(height: Int) {
        let height = max(height, 1)
        if selected < offset { offset = selected }
        if selected >= offset + height { offset = selected - height + 1 }
        offset = max(min(offset, count - height), 0)
    }
}

extension ListCursor {
    /// Draws each line that is seen, and marks the one under the cursor.
    package func draw(
        on frame: inout Frame,
        in area: Rect,
        selection: Style = .selection,
        row draw: (Int, Rect, inout Frame) -> Void
    ) {
        var cursor = self
        cursor.keepInView(height: area.size.rows)
        for (place, line) in (cursor.offset..<count).prefix(area.size.rows).enumerated() {
            let row = area.row(place)
            frame.makeTarget(row, .line(line))
            draw(line, row, &frame)
            if line == cursor.selected { frame.restyle(row, style: selection) }
        }
    }
}
