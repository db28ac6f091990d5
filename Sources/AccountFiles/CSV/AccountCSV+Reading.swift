import Accounts

/// Accounts as CSV.
public enum AccountCSV {
    /// The longest cell that is taken, in bytes.
    static let longestCell = 65_536

    /// Reads a file: rows that can be read, and what is wrong with the others.
    public static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountRows {
        guard !bytes.prefix(4096).contains(0) else { throw .notText }
        var reader = CSVReader(bytes)
        guard let head = reader.next() else { throw .empty }
        let (columns, unknown) = try columns(of: head)
        var result = AccountRows(rows: [], problems: [], unknownColumns: unknown, parentsAreIDs: false)
        while let row = reader.next() {
            do throws(RowProblem) {
                result.rows.append(try values(of: row, columns))
            } catch {
                result.problems.append(error)
            }
        }
        return result
    }

    private static func columns(of head: CSVReader.Row) throws(AccountFileProblem) -> ([Column?], [String]) {
        var columns: [Column?] = []
        var unknown: [String] = []
        for cell in head.cells {
            guard let name = cell.text?.trimmed else { throw .notText }
            let column = Column.allCases.first { $0.rawValue.squashed == name.squashed }
            if let column, columns.contains(column) { throw .duplicateColumn(column.rawValue) }
            if column == nil, !name.isEmpty { unknown.append(name) }
            columns.append(column)
        }
        for needed in [Column.code, .name] where !columns.contains(needed) { throw .missingColumn(needed.rawValue) }
        return (columns, unknown)
    }

    private static func values(of row: CSVReader.Row, _ columns: [Column?]) throws(RowProblem) -> FileRow {
        let place = columns.firstIndex(of: .code)
        let code = place.flatMap { $0 < row.cells.count ? row.cells[$0].text?.trimmed : nil }
            .flatMap { $0.isEmpty ? nil : AccountCode($0) }
        func problem(_ reason: RowProblem.Reason, _ column: Column? = nil) -> RowProblem {
            RowProblem(line: row.line, column: column?.rawValue, code: code, reason: reason)
        }
        if let fault = row.fault { throw problem(fault) }
        guard row.cells.count == columns.count else {
            throw problem(.cells(found: row.cells.count, expected: columns.count))
        }
        var values: [Column: String] = [:]
        for (cell, column) in zip(row.cells, columns) {
            guard let column else { continue }
            guard cell.bytes.count <= longestCell else { throw problem(.tooLong(limit: longestCell), column) }
            guard let text = cell.text, !cell.bytes.contains(0) else { throw problem(.notUTF8, column) }
            values[column] = text.withoutGuard.trimmed
        }
        return FileRow(line: row.line, values: values)
    }
}

/// What spreadsheets would run as a formula.
extension String {
    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\n", "\r"]

    /// Whether a spreadsheet would take the cell for a formula.
    var startsAsFormula: Bool { unicodeScalars.first.map(Self.formulaStarts.contains) ?? false }

    /// The cell with an apostrophe before a formula, or before what looks guarded already, so that reading gives it back.
    var withGuard: String {
        startsAsFormula || (first == "'" && String(dropFirst()).needsGuard) ? "'" + self : self
    }

    /// The cell without exactly one such apostrophe.
    var withoutGuard: String {
        first == "'" && String(dropFirst()).needsGuard ? String(dropFirst()) : self
    }

    private var needsGuard: Bool { startsAsFormula || (first == "'" && String(dropFirst()).needsGuard) }
}
