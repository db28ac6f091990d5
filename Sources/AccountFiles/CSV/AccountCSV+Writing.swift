package import Accounts

extension AccountCSV {
    /// Writes accounts with all columns; with `isGuarded`, cells that a spreadsheet would execute are prefixed with an
    /// apostrophe.
    package static func write(
        _ accounts: some Sequence<Account>,
        parentCode: (AccountID) -> AccountCode?,
        isGuarded: Bool = true
    ) -> String {
        let columns = Account.Column.allCases
        var text = columns.map(\.rawValue).joined(separator: ",") + "\n"
        for account in accounts {
            let parent = account.parent.flatMap(parentCode)?.rawValue ?? ""
            let cells = columns.map { quoted(account.text(of: $0, parent: parent), isGuarded: isGuarded) }
            text += cells.joined(separator: ",") + "\n"
        }
        return text
    }

    /// A cell as it is written; works on bytes, since a combining mark after a quote forms one character with it.
    static func quoted(_ cell: String, isGuarded: Bool) -> String {
        let cell = isGuarded ? cell.withGuard : cell.withoutNeedlessGuard
        guard cell.utf8.contains(where: needsQuotes.contains) else { return cell }
        let doubled = cell.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }

    /// The separators that some programs accept, the quote, and line breaks.
    private static let needsQuotes = Set(",;\"\n\r\t".utf8)
}
