/// Frames as text, for golden files and pipes.
extension Frame {
    /// The rows without trailing spaces.
    package var lines: [String] {
        (0..<size.rows)
            .map { row in
                var line = self.row(row).map(\.glyph).joined()
                while line.last == " " { line.removeLast() }
                return line
            }
    }

    package var text: String { lines.joined(separator: "\n") }

    /// All rows, each followed by the styles of its cells that are not plain, such as `0-11 title`.
    package var annotated: String {
        (0..<size.rows)
            .map { row in
                let runs = styleRuns(row)
                return lines[row] + (runs.isEmpty ? "" : "\n    ~ " + runs.joined(separator: ", "))
            }
            .joined(separator: "\n")
    }

    private func styleRuns(_ row: Int) -> [String] {
        var runs: [String] = []
        var start = 0
        let cells = Array(self.row(row))
        for column in 0...cells.count where column == cells.count || cells[column].style != cells[start].style {
            guard start < cells.count else { break }
            if cells[start].style != .normal { runs.append("\(start)-\(column - 1) \(cells[start].style)") }
            start = column
        }
        return runs
    }
}
