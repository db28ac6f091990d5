import Accounts
import GRDB
import Synchronizing

/// The rows of a list, portion by portion, from the statement that selects them: the first ones come at once.
struct RowPortions {
    private let database: Database
    private let statement: Statement
    private let cursor: RowCursor
    private let parentCode: Statement
    private let hasLinks: Bool
    private var codes: [AccountID: AccountCode] = [:]

    /// `clause` is everything after `FROM accounts`.
    init(_ database: Database, _ clause: String, _ arguments: StatementArguments) throws {
        self.database = database
        statement = try database.makeStatement(
            sql: "SELECT \(StoredAccount.columns), accounts.key FROM accounts \(clause)"
        )
        cursor = try Row.fetchCursor(statement, arguments: arguments)
        parentCode = try database.makeStatement(sql: "SELECT code FROM accounts WHERE id = ?")
        hasLinks = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM links)") ?? false
    }

    /// The next rows; nil at the end.
    mutating func next() throws -> [AccountRow]? {
        var rows: [AccountRow] = []
        rows.reserveCapacity(Self.size)
        while rows.count < Self.size, let row = try cursor.next() {
            let account = try StoredAccount.account(row, statement)
            rows.append(
                AccountRow(
                    key: AccountKey(row[Int(StoredAccount.end)]),
                    account: account,
                    links: [:],
                    parentCode: try account.parent.map { try code(of: $0, row) }
                )
            )
        }
        guard !rows.isEmpty else { return nil }
        if hasLinks { try rows.addLinks(database) }
        return rows
    }

    private static let size = 1_000
    /// The most codes that are remembered.
    private static let mostCodes = 50_000

    /// The code of a parent, which must exist.
    private mutating func code(of parent: AccountID, _ row: Row) throws -> AccountCode {
        if let known = codes[parent] { return known }
        guard let found = try Row.fetchOne(parentCode, arguments: [parent]) else {
            throw StoredRow(.accounts, row).damage("parent")
        }
        guard let text = try? StoredRow(.accounts, found).text("code") else {
            // What is there is not a text.
            throw Damage(.accounts, "code", row: "id \(parent)")
        }
        if codes.count >= Self.mostCodes { codes.removeAll(keepingCapacity: true) }
        codes[parent] = AccountCode(text)
        return AccountCode(text)
    }
}

extension [AccountRow] {
    /// Adds the links of all of them; one statement.
    mutating func addLinks(_ database: Database) throws {
        try database.forEach(
            .links,
            """
            SELECT links.*, wanted.key AS place
            FROM json_each(?) AS wanted CROSS JOIN links ON links.account = wanted.value
            """,
            [try map(\.account.id).json()]
        ) { row in
            let link = try Link(row: row)
            self[try row.number("place")].links[link.system] = link
        }
    }
}
