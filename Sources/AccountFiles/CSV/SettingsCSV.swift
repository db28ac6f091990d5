package import Accounts

/// A file of accounts to synchronize: the column `code`, and any fields of the form, named by option id or label.
package struct SettingsCSV: Hashable, Sendable {
    /// An account and the values for it.
    package struct Row: Hashable, Sendable {
        /// The line in the file, from 1.
        package var line: Int
        package var code: AccountCode
        /// The values that are not empty, by column name.
        package var values: [String: String]
    }

    /// The rows that can be read, in the order of the file.
    package private(set) var rows: [Row] = []
    /// The rows that cannot be read.
    package private(set) var problems: [RowProblem] = []
    /// The columns that describe an account and are not fields of the form, as an export has them; they are ignored, as
    /// are those that a rejects file has besides its values.
    package private(set) var leftOut: [String] = []

    /// Reads a file; a code that occurs twice is a problem of the second row.
    ///
    /// `isField` says whether the form has a field with that name. A column that is neither a field nor a column of a
    /// file of accounts is kept, since its name may be a typing error.
    package init(_ bytes: [UInt8], isField: (String) -> Bool) throws(AccountFileProblem) {
        var table = try CSVTable(bytes)
        guard let place = table.names.firstIndex(where: { Account.Column(named: $0) == .code }) else {
            throw table.missing(.code)
        }
        var kept: Set<Int> = []
        var seen: Set<String> = []
        let outcome = Self.outcome(in: table.names)
        for (index, name) in table.names.enumerated() where !name.isEmpty && !outcome.contains(index) {
            let isAccounts = index != place && Account.Column(named: name) != nil && !isField(name)
            guard !isAccounts else {
                leftOut.append(name)
                continue
            }
            guard seen.insert(name.squashed).inserted else { throw .duplicateColumn(name) }
            if index != place { kept.insert(index) }
        }
        var lines: [AccountCode: Int] = [:]
        while true {
            do throws(RowProblem) {
                guard let row = try table.next() else { return }
                let read = try Self.read(row, table.names, code: place, kept)
                if let first = lines[read.code] { throw row.name.problem(.duplicateCode(firstLine: first), .code) }
                lines[read.code] = read.line
                rows.append(read)
            } catch {
                problems.append(error)
            }
        }
    }

    private static func read(
        _ row: CSVTable.Row,
        _ names: [String],
        code place: Int,
        _ kept: Set<Int>
    ) throws(RowProblem) -> Row {
        let code: AccountCode
        do throws(RowProblem.Kind) {
            let text = try Account.Column.code.value(of: row.cells[place])
            guard !text.isEmpty else { throw .missing }
            code = AccountCode(text)
        } catch {
            throw row.name.problem(error, .code)
        }
        var values: [String: String] = [:]
        for index in kept.sorted() where !row.cells[index].isEmpty {
            let value = row.cells[index].composed
            if let hidden = value.unicodeScalars.first(where: { $0.isHidden && !Self.breaks.contains($0) }) {
                throw row.name.problem(.hidden(hidden), named: names[index])
            }
            values[names[index]] = value
        }
        return Row(line: row.place.line, code: code, values: values)
    }

    /// A field may contain several lines.
    private static let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\t"]
}
