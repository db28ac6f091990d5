import Accounts

package enum AccountCSV {
    /// Reads a file: the rows that can be read, and the problems of the others.
    package static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountFile {
        var table = try CSVTable(bytes)
        let columns = table.names.map { Account.Column(named: $0) }
        for column in Account.Column.allCases where columns.count(where: { $0 == column }) > 1 {
            throw .duplicateColumn(column.rawValue)
        }
        guard columns.contains(.code) || columns.contains(.id) else { throw table.missing(.code) }
        var result = AccountFile()
        for (index, name) in table.names.enumerated() where columns[index] == nil {
            if name.isEmpty {
                result.warnings.append(.unnamedColumn(index + 1))
            } else {
                result.unknownColumns.append(name)
            }
        }
        while true {
            do throws(RowProblem) {
                guard let row = try table.next() else { return result }
                let texts = zip(columns, row.cells).compactMap { column, cell in column.map { ($0, cell) } }
                result.rows.append(try FileRow(at: row.name.place, Dictionary(uniqueKeysWithValues: texts)))
            } catch {
                result.problems.append(error)
            }
        }
    }
}
