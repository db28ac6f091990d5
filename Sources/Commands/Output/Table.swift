import PlainText

struct Table {
    private struct Cell {
        var text: String
        var columns: Int

        init(_ text: String) {
            self.text = text.visible
            columns = self.text.columns
        }
    }

    private var rows: [[Cell]]
    private var widths: [Int]

    init(_ headings: String...) {
        rows = [headings.map(Cell.init)]
        widths = rows[0].map(\.columns)
    }

    mutating func add(_ cells: String...) {
        rows.append(cells.map(Cell.init))
        for (column, cell) in rows[rows.count - 1].enumerated() { widths[column] = max(widths[column], cell.columns) }
    }

    var isEmpty: Bool { rows.count == 1 }

    var lines: [String] { rows.map(line) }

    private func line(_ row: [Cell]) -> String {
        var line = ""
        // Spaces that nothing follows are left out.
        var gap = 0
        for (cell, width) in zip(row, widths) {
            if !cell.text.isEmpty {
                line.append(contentsOf: repeatElement(" ", count: gap))
                line += cell.text
                gap = 0
            }
            gap += width - cell.columns + 2
        }
        return line.hasSuffix(" ") ? String(line.reversed().drop { $0 == " " }.reversed()) : line
    }

    /// The rows that were added since the last call, as text; the columns stay as wide as they are.
    mutating func take() -> String {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows.map { line($0) + "\n" }.joined()
    }

    func print() {
        for line in lines { Output.line(line) }
    }
}
