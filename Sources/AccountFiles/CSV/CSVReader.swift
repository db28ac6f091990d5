import Accounts

/// Reads CSV (RFC 4180) byte by byte: whatever is in one row, the other rows are read.
struct CSVReader {
    struct Row {
        /// The line where the row begins, from 1.
        var line: Int
        /// The byte where the row begins.
        var start: Int
        var cells: [Cell] = []
        /// What is wrong with the quotes of the row.
        var fault: RowProblem.Kind?

        /// How many cells there are, without blank ones at the end.
        var filledCount: Int { (cells.lastIndex { !$0.isBlank } ?? -1) + 1 }
    }

    struct Cell {
        var bytes: ArraySlice<UInt8>
        /// The text; nil if it is not UTF-8.
        var text: String? {
            // Says only that it is not.
            guard let utf8 = try? UTF8Span(validating: bytes.span) else { return nil }
            return String(copying: utf8)
        }
        var isBlank: Bool {
            guard let first = bytes.first else { return true }
            if first > 0x20 && first < 0x7F { return false }
            return bytes.allSatisfy { $0 == 0x20 } || text?.trimmed.isEmpty == true
        }
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private let isLast: Bool
    private(set) var index: Int
    private(set) var line: Int
    /// Whether the last row ended at the last byte, or looked beyond it: with more bytes it might be another row.
    private(set) var sawEnd = false

    /// Begins at a row.
    ///
    /// `isLast` says whether nothing follows the bytes.
    init(_ bytes: [UInt8], separator: UInt8, from index: Int, line: Int, isLast: Bool) {
        (self.bytes, self.separator, self.index, self.line) = (bytes, separator, index, line)
        self.isLast = isLast
    }

    /// The next row that is not blank; nil at the end.
    ///
    /// Spreadsheets end a file with rows that contain only separators.
    mutating func next() -> Row? {
        while index < bytes.count {
            let row = readRow()
            // A row that may go on is not known to be blank.
            if sawEnd && !isLast || row.fault != nil || !row.cells.allSatisfy(\.isBlank) { return row }
        }
        return nil
    }

    private mutating func readRow() -> Row {
        sawEnd = false
        var row = Row(line: line, start: index)
        row.cells.reserveCapacity(24)
        while true {
            let (cell, fault) = readCell()
            row.cells.append(cell)
            row.fault = row.fault ?? fault
            guard index < bytes.count else {
                sawEnd = true
                return row
            }
            if bytes[index] == separator {
                index += 1
                continue
            }
            endLine()
            return row
        }
    }

    private mutating func readCell() -> (Cell, RowProblem.Kind?) {
        guard index < bytes.count, bytes[index] == Self.quote else { return readPlain() }
        return readQuoted()
    }

    private mutating func readPlain() -> (Cell, RowProblem.Kind?) {
        let start = index
        let (end, hasQuote) = bytes.withUnsafeBufferPointer { [separator] bytes in
            var (end, hasQuote) = (start, false)
            while end < bytes.count, bytes[end] != separator, bytes[end] != 0x0A, bytes[end] != 0x0D {
                hasQuote = hasQuote || bytes[end] == Self.quote
                end += 1
            }
            return (end, hasQuote)
        }
        index = end
        return (Cell(bytes: bytes[start..<end]), hasQuote ? .strayQuote : nil)
    }

    private mutating func readQuoted() -> (Cell, RowProblem.Kind?) {
        let (start, startLine) = (index, line)
        index += 1
        var cell: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Self.quote {
                guard index + 1 < bytes.count, bytes[index + 1] == Self.quote else {
                    index += 1
                    let isStray = skipToEndOfCell()
                    // A quote that ends in the middle of a later line was meant to open there.
                    guard !isStray || line == startLine else { break }
                    return (Cell(bytes: cell[...]), isStray ? .strayQuote : nil)
                }
                index += 1
            }
            if byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A) { line += 1 }
            cell.append(byte)
            index += 1
        }
        // The quote is never closed: only the line where it was opened is lost.
        if index >= bytes.count { sawEnd = true }
        (index, line) = (start, startLine)
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        return (Cell(bytes: []), .openQuote)
    }

    /// Whether there was anything between the closing quote and the end of the cell.
    private mutating func skipToEndOfCell() -> Bool {
        let start = index
        while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        return index > start
    }

    private mutating func endLine() {
        if index + 1 >= bytes.count { sawEnd = true }
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        index += 1
        line += 1
    }

    private static let quote = UInt8(ascii: "\"")
}
