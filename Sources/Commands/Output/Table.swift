import PlainText

/// Columns under headings, as wide as their widest cells.
struct Table {
    /// The visible texts of all cells, one behind the other.
    private var text: [UInt8] = []
    /// Where in `text` each cell ends, row by row.
    private var ends: [Int] = []
    /// How many columns of the screen each cell takes.
    private var columns: [Int] = []
    private var widths: [Int]

    init(_ headings: String...) {
        widths = Array(repeating: 0, count: headings.count)
        append(headings)
    }

    /// Adds a row with a cell for each heading.
    mutating func add(_ cells: String...) { append(cells) }

    private mutating func append(_ cells: [String]) {
        precondition(cells.count == widths.count)
        for (column, cell) in cells.enumerated() {
            let shown = cell.shown
            text += shown.text.utf8
            ends.append(text.count)
            columns.append(shown.columns)
            widths[column] = max(widths[column], shown.columns)
        }
    }

    var isEmpty: Bool { ends.count == widths.count }

    /// All rows, as lines of text.
    var lines: [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.count * 3 / 2)
        var (start, column, gap) = (0, 0, 0)
        for (end, width) in zip(ends, columns) {
            // Spaces that nothing follows are left out.
            if end > start {
                appendSpaces(gap, to: &lines)
                lines += text[start..<end]
                (start, gap) = (end, 0)
            }
            gap += widths[column] - width + 2
            column += 1
            guard column == widths.count else { continue }
            while lines.last == UInt8(ascii: " ") { lines.removeLast() }
            lines.append(UInt8(ascii: "\n"))
            (column, gap) = (0, 0)
        }
        return lines
    }

    private func appendSpaces(_ count: Int, to lines: inout [UInt8]) {
        var left = count
        // A slice is copied at once, and a repeated element one by one.
        while left > 0 {
            let some = min(left, Self.spaces.count)
            lines += Self.spaces[..<some]
            left -= some
        }
    }

    private static let spaces = Array(repeating: UInt8(ascii: " "), count: 64)

    /// The rows that were added since the last call, as text; the columns stay as wide as they are.
    mutating func take() -> [UInt8] {
        defer {
            text.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            columns.removeAll(keepingCapacity: true)
        }
        return lines
    }

    func print() { StandardOutput.write(lines) }
}
