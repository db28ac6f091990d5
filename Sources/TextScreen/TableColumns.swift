import PlainText

/// The columns of a table, from which its heading and its rows are drawn.
package struct TableColumns: Sendable {
    package struct Column: Sendable {
        let title: String
        /// nil: what the others leave.
        let cells: Int?

        package init(_ title: String = "", _ cells: Int? = nil) {
            self.title = title
            self.cells = cells
        }
    }

    package struct Entry {
        let text: String
        let style: Style
        let indent: Int
        /// Parts of the text that were searched for.
        let matches: [Range<String.Index>]

        package init(
            _ text: String,
            _ style: Style = .normal,
            indent: Int = 0,
            matches: [Range<String.Index>] = []
        ) {
            self.text = text
            self.style = style
            self.indent = indent
            self.matches = matches
        }
    }

    private let columns: [(title: String, start: Int, cells: Int)]

    /// Columns for rows of so many cells, which begin at `start`; a column of no cells is left out of sight.
    package init(_ columns: [Column], width: Int, start: Int = 3, gap: Int = 1, margin: Int = 1) {
        let shown = columns.count { $0.cells != 0 }
        let taken = columns.reduce(start + margin + max(shown - 1, 0) * gap) { $0 + ($1.cells ?? 0) }
        var place = start
        self.columns = columns.map { column in
            let cells = column.cells ?? max(width - taken, 0)
            defer { if column.cells != 0 { place += cells + gap } }
            return (column.title, place, cells)
        }
    }

    /// The part of a row that a column takes; empty if the column is out of sight.
    package func area(_ index: Int, in row: Rect) -> Rect {
        let column = columns[index]
        let room = max(row.size.columns - column.start, 0)
        return Rect(
            origin: row.origin.moved(columns: column.start),
            size: Size(columns: min(column.cells, room), rows: row.size.rows)
        )
    }

    package func drawHeading(on frame: inout Frame, in row: Rect) {
        frame.fill(row, style: .heading)
        draw(columns.map { Entry($0.title, .heading) }, on: &frame, in: row)
    }

    /// Draws a row: an entry for each column, cut where the next one begins.
    package func draw(_ entries: [Entry], on frame: inout Frame, in row: Rect) {
        guard row.size.rows > 0 else { return }
        for (entry, column) in zip(entries, columns) {
            let (start, width) = (row.origin.moved(columns: column.start + entry.indent), column.cells - entry.indent)
            guard width > 0 else { continue }
            frame.put(entry.text, at: start, style: entry.style, width: width)
            for match in entry.matches {
                let before = String(entry.text[..<match.lowerBound]).visible.columns
                let cells = min(String(entry.text[match]).visible.columns, width - before)
                guard cells > 0 else { continue }
                frame.restyle(Rect(start.moved(columns: before), columns: cells), style: .match)
            }
        }
    }

    /// As many cells as the widest of some texts takes, but no more than `most`.
    package static func cells(for texts: some Sequence<String>, most: Int) -> Int {
        min(texts.lazy.map(\.visible.columns).max() ?? 0, most)
    }
}
