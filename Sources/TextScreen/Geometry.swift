/// A number of columns and rows; never negative.
package struct Size: Hashable, Sendable {
    package let columns: Int
    package let rows: Int

    /// Negative numbers count as 0.
    package init(columns: Int, rows: Int) {
        self.columns = max(columns, 0)
        self.rows = max(rows, 0)
    }
}

/// The place of a cell, counted from 0 at the top left.
package struct Point: Hashable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    package func moved(columns: Int = 0, rows: Int = 0) -> Point {
        Point(column: column + columns, row: row + rows)
    }
}

package struct Rect: Hashable, Sendable {
    package var origin: Point
    package var size: Size

    package init(origin: Point, size: Size) {
        self.origin = origin
        self.size = size
    }

    package init(_ size: Size) { self.init(origin: Point(column: 0, row: 0), size: size) }

    /// So many cells of one row.
    package init(_ start: Point, columns: Int) { self.init(origin: start, size: Size(columns: columns, rows: 1)) }

    /// One of its rows, counted from the top; a row without cells if there is no such row.
    package func row(_ index: Int) -> Rect {
        Rect(
            origin: origin.moved(rows: index),
            size: Size(columns: size.columns, rows: (0..<size.rows).contains(index) ? 1 : 0)
        )
    }

    package func inset(columns: Int, rows: Int) -> Rect {
        Rect(
            origin: origin.moved(columns: columns, rows: rows),
            size: Size(columns: size.columns - 2 * columns, rows: size.rows - 2 * rows)
        )
    }

    /// A rectangle of at most this size in the middle.
    package func centered(columns: Int, rows: Int) -> Rect {
        let (columns, rows) = (min(columns, size.columns), min(rows, size.rows))
        return Rect(
            origin: origin.moved(columns: (size.columns - columns) / 2, rows: (size.rows - rows) / 2),
            size: Size(columns: columns, rows: rows)
        )
    }

    package func dropping(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(
            origin: origin.moved(columns: columns, rows: min(rows, size.rows)),
            size: Size(columns: size.columns - columns, rows: size.rows - rows)
        )
    }

    /// The cell of the first row in a column of the screen.
    package func at(_ column: Int) -> Point { Point(column: column, row: origin.row) }

    func touches(_ other: Rect) -> Bool {
        origin.column < other.origin.column + other.size.columns && other.origin.column < origin.column + size.columns
            && origin.row < other.origin.row + other.size.rows && other.origin.row < origin.row + size.rows
    }

    package func contains(_ point: Point) -> Bool {
        (origin.column..<origin.column + size.columns).contains(point.column)
            && (origin.row..<origin.row + size.rows).contains(point.row)
    }
}
