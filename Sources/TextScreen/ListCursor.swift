/// The line of a list that the cursor is on, and the first one that is seen.
package struct ListCursor: Hashable, Sendable {
    /// How many lines there are.
    package var count: Int {
        didSet { move(to: selected) }
    }
    /// The line of the cursor; 0 in an empty list.
    package private(set) var selected: Int
    /// The first line that is seen.
    package private(set) var offset: Int

    package init(count: Int = 0) {
        self.count = max(count, 0)
        selected = 0
        offset = 0
    }

    /// Goes to a line, or as near to it as there are lines.
    package mutating func move(to line: Int) {
        selected = max(min(line, count - 1), 0)
    }

    package mutating func up() { move(to: selected - 1) }
    package mutating func down() { move(to: selected + 1) }
    /// To the first.
    package mutating func home() { move(to: 0) }
    /// To the last.
    package mutating func end() { move(to: count - 1) }
    /// As many up as are seen.
    package mutating func pageUp(height: Int) { move(to: selected - max(height, 1)) }
    /// As many down as are seen.
    package mutating func pageDown(height: Int) { move(to: selected + max(height, 1)) }

    /// Scrolls no further than it must for the cursor to be seen.
    package mutating func keepInView(height: Int) {
        let height = max(height, 1)
        if selected < offset { offset = selected }
        if selected >= offset + height { offset = selected - height + 1 }
        offset = max(min(offset, count - height), 0)
    }
}
