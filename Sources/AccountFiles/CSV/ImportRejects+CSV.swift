package import Accounts

extension ImportRejects {
    /// Writes the refused rows of a CSV file, with its separator and its columns.
    package static func rows(
        _ problems: [RowProblem],
        of contents: FileContents,
        words: (RowProblem) -> String
    ) throws(AccountFileProblem) -> [UInt8] {
        let refused = Dictionary(problems.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
        var rows = CSVRows(contents, blockLength: CSVRows.length)
        guard let head = rows.next()?.row else { throw rows.failure ?? .empty }
        let separator = rows.separator
        let columns = Columns(head)
        var text = Array(rows.preamble(before: head))
        text += head.extended(columns, rows.bytes(of: head), message, separator)
        while let row = rows.next()?.row {
            guard let problem = refused[row.line] else { continue }
            text += row.extended(columns, rows.bytes(of: row), words(problem), separator)
        }
        if let failure = rows.failure { throw failure }
        return text
    }
}

/// The columns of a heading.
private struct Columns {
    /// How many there are, without the one for the reason at the end.
    let count: Int
    /// Whether that one is there, since the file is one of rejects itself.
    let haveReason: Bool

    init(_ head: CSVReader.Row) {
        let names = head.filledCount
        haveReason = names > 1 && head.cells[names - 1].text?.trimmed == ImportRejects.message
        count = haveReason ? names - 1 : names
    }
}

extension CSVReader.Row {
    /// The row with the reason in the column after the others; an earlier reason is left out.
    ///
    /// A row whose quotes are wrong is kept as it is: the reason behind it leaves them wrong.
    fileprivate func extended(
        _ columns: Columns,
        _ bytes: ArraySlice<UInt8>,
        _ reason: String,
        _ separator: UInt8
    ) -> [UInt8] {
        guard fault == nil else {
            // In quotes, so that a quote that was never closed ends here, and not in a row after this one.
            return bytes + [separator] + "\"\(reason.replacing("\"", with: "\"\""))\"\n".utf8
        }
        let end = AccountCSV.quoted(reason, isGuarded: true).utf8
        guard cells.count > columns.count else {
            return bytes + Array(repeating: separator, count: columns.count - cells.count + 1) + end + "\n".utf8
        }
        var row: [UInt8] = []
        for cell in cells.prefix(columns.count) { row += cell.quoted + [separator] }
        row += end
        // Cells that no column is for stay behind the reason, so that the row is refused as before.
        for cell in cells.dropFirst(columns.count + (columns.haveReason ? 1 : 0)) { row += [separator] + cell.quoted }
        return row + "\n".utf8
    }
}

extension CSVReader.Cell {
    /// The cell as it is written, byte by byte: what is not UTF-8 stays so.
    fileprivate var quoted: [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard bytes.contains(where: AccountCSV.needsQuotes) else { return Array(bytes) }
        return [quote] + bytes.flatMap { $0 == quote ? [$0, $0] : [$0] } + [quote]
    }
}
