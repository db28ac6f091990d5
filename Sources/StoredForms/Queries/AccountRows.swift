package import Accounts
import Synchronizing

/// A row of a list, to which its links are added.
package protocol LinkedRow {
    var id: AccountID { get }
    var links: [SystemName: Link] { get set }
}

extension AccountRow: LinkedRow {
    package var id: AccountID { account.id }
}

extension ListedAccount: LinkedRow {}

extension Array where Element: LinkedRow {
    /// Adds the links of all of them; one statement.
    package mutating func addLinks(_ rows: some BookRows) throws {
        try rows.eachLink(of: map(\.id)) { link, place in self[place].links[link.system] = link }
    }
}

extension BookRows {
    /// The links of some accounts, each with its account's place among them; one statement.
    package func eachLink(of accounts: [AccountID], _ body: (Link, Int) throws -> Void) throws {
        try forEach(
            .links,
            "SELECT links.*, wanted.place FROM wanted CROSS JOIN links WHERE links.account = wanted.id",
            wanted: ["id": accounts]
        ) { row in try body(try Link(row: row), try row.number("place")) }
    }
}

extension AccountRow {
    /// The accounts that a query over `accounts` selects, with their resellers' codes and all links; two statements.
    static func fetch(
        _ rows: some BookRows,
        from source: String = "accounts",
        _ clause: String,
        _ values: [(any Storable)?],
        wanted: GivenTable? = nil
    ) throws -> [AccountRow] {
        var found = try rows.map(
            .accounts,
            """
            SELECT accounts.*, above.id AS above, above.code AS above_code
            FROM \(source) LEFT JOIN accounts AS above ON above.id = accounts.parent \(clause)
            """,
            values,
            wanted: wanted
        ) { try AccountRow(row: $0, hidesParents: rows.dialect.hidesParents) }
        try found.addLinks(rows)
        return found
    }

    package init(row: StoredRow, hidesParents: Bool) throws {
        let account = try Account(row: row)
        self.init(
            key: AccountKey(Int64(try row.number("key"))),
            account: account,
            links: [:],
            parentCode: try row.reseller(mayBeHidden: hidesParents)
        )
    }
}
