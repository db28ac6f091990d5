package import Accounts

/// Accounts as rows of CSV with a heading.
package enum AccountCSV {
    /// Reads a file: the rows that can be read, and the problems of the others.
    package static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountFile {
        var accounts = try CSVAccounts(FileContents(try AccountFile.utf8(bytes)))
        var result = AccountFile(unknownColumns: accounts.unknownColumns, warnings: accounts.warnings)
        while let row = accounts.next() {
            switch row.result {
            case .success(let read): result.rows.append(read)
            case .failure(let problem): result.problems.append(problem)
            }
        }
        return result
    }

    /// The names of all columns.
    package static var heading: String { Account.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n" }

    /// Writes accounts with all columns, each with its parent's code, without the heading.
    ///
    /// With `isGuarded`, cells that a spreadsheet would execute are prefixed with an apostrophe.
    package static func lines(
        _ accounts: some Sequence<(account: Account, parent: AccountCode?)>,
        isGuarded: Bool
    ) -> String {
        var text = ""
        for (account, parent) in accounts {
            for (place, column) in Account.Column.allCases.enumerated() {
                if place > 0 { text += "," }
                text += quoted(account.text(of: column, parent: parent?.rawValue ?? ""), isGuarded: isGuarded)
            }
            text += "\n"
        }
        return text
    }

    /// The names of all columns, and of those that say what came of an account, as a file of rejects has them.
    package static var headingWithStates: String {
        line(Account.Column.allCases.map(\.rawValue) + ["state", "message", "cure"])
    }

    /// Writes accounts, each with its parent's code, its state on a system, and what is known of it there.
    package static func lines(
        _ accounts: some Sequence<(account: Account, parent: AccountCode?, state: String, message: String)>
    ) -> String {
        accounts.map { row in
            line(
                Account.Column.allCases.map { row.account.text(of: $0, parent: row.parent?.rawValue ?? "") }
                    + [row.state, row.message, ""]
            )
        }
        .joined()
    }

    /// Writes a row of any table; a cell is cut where it would be too long to be read again.
    static func line(_ cells: [String]) -> String {
        cells.map { quoted($0.readable, isGuarded: true) }.joined(separator: ",") + "\n"
    }

    /// A cell as it is written; works on bytes, since a combining mark after a quote forms one character with it.
    static func quoted(_ cell: String, isGuarded: Bool) -> String {
        let cell = isGuarded ? cell.withGuard : cell.withoutNeedlessGuard
        guard cell.utf8.contains(where: needsQuotes) else { return cell }
        let doubled = cell.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }

    /// Whether a byte is a separator that some programs accept, the quote, or a line break.
    static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x0A, 0x0D, 0x09: true
        default: false
        }
    }
}

extension String {
    /// The text without NUL and not longer than a cell that is read may be, with its guard.
    fileprivate var readable: String {
        let text = utf8.contains(0) ? replacing("\0", with: "") : self
        let most = Account.Column.longestValue - 8
        guard text.utf8.count > most else { return text }
        return String(decoding: text.utf8.prefix(most), as: UTF8.self).trimmingReplacement
    }

    /// The text without the mark of a character that was cut in two.
    private var trimmingReplacement: String {
        String(String.UnicodeScalarView(unicodeScalars.reversed().drop { $0 == "\u{FFFD}" }.reversed()))
    }
}
