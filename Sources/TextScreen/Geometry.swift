/// A number of columns and rows; never negative.
package struct Size: Hashable, Sendable {
    /// The width in cells.
    package let columns: Int
    /// The height in cells.
    package let rows: Int

    /// Makes a size; what is below 0 counts as 0.
    package init(columns: Int, rows: Int) {
        self.columns = max(columns, 0)
        self.rows = max(rows, 0)
    }
}

/// A cell's place, from 0 at the top left.
package struct Point: Hashable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// The place so far to the right and down.
    package func moved(columns: Int = 0, rows: Int = 0) -> Point {
        Point(column: column + columns, row: row + rows)
    }
}

/// A part of the screen.
package struct Rect: Hashable, Sendable {
    /// The top left cell.
    package var origin: Point
    /// How far it reaches.
    package var size: Size

    package init(origin: Point, size: Size) {
        self.origin = origin
        self.size = size
    }

    /// The whole of a screen.
    package init(_ size: Size) { self.init(origin: Point(column: 0, row: 0), size: size) }

    /// One of its rows, counted from its top; outside it a row without cells.
    package func row(_ index: Int) -> Rect {
        Rect(
            origin: origin.moved(rows: index),
            size: Size(columns: size.columns, rows: (0..<size.rows).contains(index) ? 1 : 0)
        )
    }

    /// The part within a margin.
    package func inset(columns: Int, rows: Int) -> Rect {
        Rect(
            origin: origin.moved(columns: columns, rows: rows),
            size: Size(columns: size.columns - 2 * columns, rows: size.rows - 2 * rows)
        )
    }

    /// A part of at most that size in its middle.
    package func centered(columns: Int, rows: Int) -> Rect {
        let (columns, rows) = (min(columns, size.columns), min(rows, size.rows))
        return Rect(
            origin: origin.moved(columns: (size.columns - columns) / 2, rows: (size.rows - rows) / 2),
            size: Size(columns: columns, rows: rows)
        )
    }

    /// The part below its first rows.
    package func dropping(rows: Int) -> Rect {
        Rect(
            origin: origin.moved(rows: min(rows, size.rows)),
            size: Size(columns: size.columns, rows: size.rows - rows)
        )
    }

    /// Whether a cell lies in it.
    package func contains(_ point: Point) -> Bool {
        (origin.column..<origin.column + size.columns).contains(point.column)
            && (origin.row..<origin.row + size.rows).contains(point.row)
    }
}
