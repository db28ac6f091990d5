public import Accounts

/// A file of accounts to synchronize: the column `code`, and any fields of the form by option id or label.
public struct SettingsCSV: Hashable, Sendable {
    /// A row: an account and the values for it.
    public struct Row: Hashable, Sendable {
        /// The line in the file, from 1.
        public var line: Int
        /// The account.
        public var code: AccountCode
        /// The values that are not empty, by the names of their columns.
        public var values: [String: String]
    }

    /// The rows that can be read, in the order of the file.
    public private(set) var rows: [Row] = []
    /// The rows that cannot.
    public private(set) var problems: [RowProblem] = []

    /// Reads a file; a code that comes twice is a problem of the second row.
    public init(_ bytes: [UInt8]) throws(AccountFileProblem) {
        guard !bytes.prefix(4096).contains(0) else { throw .notText }
        var reader = CSVReader(bytes)
        guard let head = reader.next() else { throw .empty }
        let names = head.cells.map { $0.text?.trimmed ?? "" }
        guard let place = names.firstIndex(where: { $0.squashed == "code" }) else { throw .missingColumn("code") }
        var lines: [AccountCode: Int] = [:]
        while let row = reader.next() {
            do throws(RowProblem) {
                let read = try Self.read(row, names, place)
                if let first = lines[read.code] {
                    throw RowProblem(
                        line: row.line,
                        column: "code",
                        code: read.code,
                        reason: .duplicateCode(firstLine: first)
                    )
                }
                lines[read.code] = row.line
                rows.append(read)
            } catch {
                problems.append(error)
            }
        }
    }

    private static func read(_ row: CSVReader.Row, _ names: [String], _ place: Int) throws(RowProblem) -> Row {
        if let fault = row.fault { throw RowProblem(line: row.line, reason: fault) }
        guard row.cells.count == names.count else {
            throw RowProblem(line: row.line, reason: .cells(found: row.cells.count, expected: names.count))
        }
        var values: [String: String] = [:]
        for (name, cell) in zip(names, row.cells) {
            guard let text = cell.text else { throw RowProblem(line: row.line, column: name, reason: .notUTF8) }
            values[name] = text.withoutGuard.trimmed
        }
        guard let code = values.removeValue(forKey: names[place]), !code.isEmpty else {
            throw RowProblem(line: row.line, column: "code", reason: .missing)
        }
        return Row(
            line: row.line,
            code: AccountCode(code),
            values: values.filter { !$0.key.isEmpty && !$0.value.isEmpty }
        )
    }
}
