import Accounts
import GRDB
import StoredForms
import Synchronizing

/// Whole accounts of a list, portion by portion, from the statement that selects them: the first ones come at once.
struct RowPortions {
    private let database: Database
    private let statement: Statement
    private let cursor: RowCursor
    private let parentCode: Statement
    private let hasLinks: Bool
    private var codes: [AccountID: AccountCode] = [:]
    /// The last parent; its accounts often follow each other.
    private var lastParent: (id: AccountID, code: AccountCode)?

    init(_ database: Database, _ query: AccountQuery) throws {
        self.database = database
        let (condition, ordering, values) = try query.selection(database)
        statement = try database.makeStatement(
            sql: """
                SELECT \(StoredAccount.columns), accounts.key FROM accounts
                WHERE \(condition) ORDER BY \(ordering) LIMIT \(query.limit ?? -1)
                """
        )
        cursor = try Row.fetchCursor(statement, arguments: values.arguments)
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

    static let size = 1_000
    /// The most codes that are remembered.
    static let mostCodes = 50_000

    /// The code of a parent, which must exist.
    private mutating func code(of parent: AccountID, _ row: Row) throws -> AccountCode {
        if let lastParent, lastParent.id == parent { return lastParent.code }
        let code = try codes[parent] ?? storedCode(of: parent, row)
        if codes.count >= Self.mostCodes { codes.removeAll(keepingCapacity: true) }
        codes[parent] = code
        lastParent = (parent, code)
        return code
    }

    private func storedCode(of parent: AccountID, _ row: Row) throws -> AccountCode {
        guard let code = try database.code(of: parent, parentCode) else {
            throw StoredRow(.accounts, row).damage("parent")
        }
        return code
    }
}

extension Database {
    /// The code of an account, by a statement that selects it; nil if there is no such account.
    func code(of account: AccountID, _ statement: Statement) throws -> AccountCode? {
        guard let found = try Row.fetchOne(statement, arguments: [account.rawValue]) else { return nil }
        guard let text = try? StoredRow(.accounts, found).text("code") else {
            // What is there is not a text.
            throw Damage(.accounts, "code", row: "id \(account)")
        }
        return AccountCode(text)
    }
}
