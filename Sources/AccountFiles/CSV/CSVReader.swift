import Accounts

/// Reads CSV (RFC 4180) byte by byte: whatever is in one row, the other rows are read.
struct CSVReader {
    struct Row {
        /// The line where the row begins, from 1.
        var line: Int
        var cells: [Cell]
        /// What is wrong with the quotes of the row.
        var fault: RowProblem.Kind?
    }

    struct Cell {
        var bytes: [UInt8]
        var text: String? { String(validating: bytes, as: UTF8.self) }
        var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 } || text?.trimmed.isEmpty == true }
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var index: Int
    private var line: Int

    /// Begins at the heading, using the dialect that it shows.
    init(_ bytes: [UInt8]) {
        let dialect = CSVDialect(bytes)
        self.bytes = bytes
        (separator, index, line) = (dialect.separator, dialect.start, dialect.line)
    }

    /// The next row that is not blank; nil at the end.
    ///
    /// Spreadsheets end a file with rows that contain only separators.
    mutating func next() -> Row? {
        while index < bytes.count {
            let row = readRow()
            if row.fault != nil || !row.cells.allSatisfy(\.isBlank) { return row }
        }
        return nil
    }

    private mutating func readRow() -> Row {
        var row = Row(line: line, cells: [])
        while true {
            let (cell, fault) = readCell()
            row.cells.append(cell)
            row.fault = row.fault ?? fault
            guard index < bytes.count else { return row }
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
        var hasQuote = false
        while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D {
            hasQuote = hasQuote || bytes[index] == Self.quote
            index += 1
        }
        return (Cell(bytes: Array(bytes[start..<index])), hasQuote ? .strayQuote : nil)
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
                    return (Cell(bytes: cell), isStray ? .strayQuote : nil)
                }
                index += 1
            }
            if byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A) { line += 1 }
            cell.append(byte)
            index += 1
        }
        // The quote is never closed: only the line where it was opened is lost.
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
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        index += 1
        line += 1
    }

    private static let quote = UInt8(ascii: "\"")
}
