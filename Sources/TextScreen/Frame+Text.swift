/// Frames as text, for golden files.
extension Frame {
    /// The rows without trailing spaces.
    package var lines: [String] {
        (0..<size.rows)
            .map { row in
                let cells = self.row(row)
                guard let last = cells.lastIndex(where: { $0.glyph != " " }) else { return "" }
                return cells[...last].reduce(into: "") { $0 += $1.glyph }
            }
    }

    package var text: String { lines.joined(separator: "\n") }
}
