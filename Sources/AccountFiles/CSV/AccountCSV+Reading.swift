import Accounts

package enum AccountCSV {
    /// Reads a file: the rows that can be read, and the problems of the others.
    package static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountFile {
        var accounts = try CSVAccounts(try CSVTable(bytes), size: bytes.count)
        var result = AccountFile(unknownColumns: accounts.unknownColumns, warnings: accounts.warnings)
        while let row = accounts.next() {
            switch row.result {
            case .success(let read): result.rows.append(read)
            case .failure(let problem): result.problems.append(problem)
            }
        }
        return result
    }
}
