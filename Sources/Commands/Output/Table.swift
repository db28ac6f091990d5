import Glibc
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
    /// The column of the next cell.
    private var column = 0

    init(_ headings: String...) { self.init(headings) }

    init(_ headings: [String]) {
        widths = Array(repeating: 0, count: headings.count)
        for heading in headings { add(heading) }
    }

    /// Adds a row with a cell for each heading.
    mutating func add(_ cells: String...) {
        precondition(cells.count == widths.count)
        for cell in cells { add(cell) }
    }

    /// Adds the next cell of a row.
    mutating func add(_ cell: String) {
        let shown = cell.shown
        text += shown.text.utf8
        end(shown.columns)
    }

    /// Adds the next cell of a row, whose text is in UTF-8.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
        guard let columns = cell.columnsOfPlain else { return add(String(decoding: cell, as: UTF8.self)) }
        text.append(contentsOf: cell)
        end(columns)
    }

    private mutating func end(_ width: Int) {
        ends.append(text.count)
        columns.append(width)
        widths[column] = max(widths[column], width)
        column = column + 1 == widths.count ? 0 : column + 1
    }

    var isEmpty: Bool { ends.count == widths.count }

    /// All rows, as lines of text.
    var lines: [UInt8] {
        // No line is longer than its texts and the widths of all columns with what parts them.
        let most = text.count + ends.count / widths.count * (widths.reduce(0, +) + 2 * widths.count + 1)
        return [UInt8](unsafeUninitializedCapacity: most) { lines, count in
            text.withUnsafeBytes { text in if let start = lines.baseAddress { count = write(text, to: start) } }
        }
    }

    /// Writes the lines; returns how many bytes they have.
    private func write(_ text: UnsafeRawBufferPointer, to lines: UnsafeMutablePointer<UInt8>) -> Int {
        var (start, column, gap, length) = (0, 0, 0, 0)
        for place in ends.indices {
            let end = ends[place]
            // Spaces that nothing follows are left out.
            if end > start {
                memset(lines + length, 0x20, gap)
                length += gap
                UnsafeMutableRawBufferPointer(start: lines + length, count: end - start)
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: text[start..<end]))
                length += end - start
                (start, gap) = (end, 0)
            }
            gap += widths[column] - columns[place] + 2
            column += 1
            guard column == widths.count else { continue }
            while length > 0, lines[length - 1] == 0x20 { length -= 1 }
            lines[length] = 0x0A
            length += 1
            (column, gap) = (0, 0)
        }
        return length
    }

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
