import PlainText

/// What one cell shows: a character, or nothing in the second cell of a wide one.
package struct Cell: Hashable, Sendable {
    package var glyph: String
    package var style: Style

    package init(_ glyph: String = " ", _ style: Style = .normal) {
        self.glyph = glyph
        self.style = style
    }
}

/// A screen full of cells; drawing outside it is not an error and does nothing.
///
/// All text goes through the one door here, so no caller can forget it.
package struct Frame: Hashable, Sendable {
    package let size: Size
    /// The place of the terminal's cursor; nil hides it.
    package var cursor: Point?
    /// What can be clicked on; of those that overlap, the last one counts.
    internal(set) package var targets: [Target] = []
    private var cells: [Cell]

    package init(_ size: Size) {
        self.size = size
        cells = Array(repeating: Cell(), count: size.columns * size.rows)
    }

    /// Nil outside the frame.
    package subscript(point: Point) -> Cell? {
        Rect(size).contains(point) ? cells[index(point)] : nil
    }

    package func row(_ row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Puts a text on a row, cut to `width` and to the end of the row; returns the column after it.
    @discardableResult
    package mutating func put(
        _ text: some StringProtocol,
        at point: Point,
        style: Style = .normal,
        width: Int? = nil
    ) -> Int {
        let visible = text.visible
        let room = min(width ?? .max, size.columns - point.column)
        guard room > 0, (0..<size.rows).contains(point.row) else { return point.column }
        var column = point.column
        for character in visible.clipped(to: room) {
            let cells = character.columns
            guard column + cells <= size.columns else { break }
            place(character, cells, Point(column: column, row: point.row), style)
            column += cells
        }
        return column
    }

    package mutating func fill(_ area: Rect, style: Style = .normal) {
        forEachCell(of: area) { frame, point in frame.place(" ", 1, point, style) }
    }

    /// Changes what the cells mean, not what they show.
    package mutating func restyle(_ area: Rect, style: Style) {
        forEachCell(of: area) { frame, point in frame.cells[frame.index(point)].style = style }
    }

    /// Replaces the cells of a row; ignored unless there are as many as before.
    mutating func replace(_ row: Int, with new: [Cell]) {
        guard new.count == size.columns else { return }
        cells.replaceSubrange(row * size.columns..<(row + 1) * size.columns, with: new)
    }

    private mutating func forEachCell(of area: Rect, _ body: (inout Frame, Point) -> Void) {
        for row in area.origin.row..<area.origin.row + area.size.rows {
            for column in area.origin.column..<area.origin.column + area.size.columns {
                let point = Point(column: column, row: row)
                if Rect(size).contains(point) { body(&self, point) }
            }
        }
    }

    /// Puts one character; a wide one that loses half of itself to it becomes a space.
    private mutating func place(_ character: Character, _ width: Int, _ point: Point, _ style: Style) {
        guard Rect(size).contains(point), width > 0 else { return }
        mend(before: point)
        let last = point.moved(columns: width - 1)
        mend(after: last)
        cells[index(point)] = Cell(String(character), style)
        for step in 1..<max(width, 1) { cells[index(point.moved(columns: step))] = Cell("", style) }
    }

    private mutating func mend(before point: Point) {
        guard cells[index(point)].glyph.isEmpty else { return }
        var column = point.column
        while column > 0, cells[index(Point(column: column, row: point.row))].glyph.isEmpty {
            cells[index(Point(column: column, row: point.row))].glyph = " "
            column -= 1
        }
        cells[index(Point(column: column, row: point.row))].glyph = " "
    }

    private mutating func mend(after point: Point) {
        var column = point.column + 1
        while column < size.columns, cells[index(Point(column: column, row: point.row))].glyph.isEmpty {
            cells[index(Point(column: column, row: point.row))].glyph = " "
            column += 1
        }
    }

    private func index(_ point: Point) -> Int { point.row * size.columns + point.column }
}
