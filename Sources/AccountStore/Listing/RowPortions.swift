import Accounts
import GRDB
import StoredForms
import Synchronizing

/// What a list is made of, as it is read row by row.
protocol Portioned: LinkedRow {
    /// What a statement over `accounts` selects, in the order in which it is read.
    static var columns: String { get }

    /// Reads the row at which a statement stands; `code` finds the code of an account.
    init(_ row: Row, _ statement: Statement, code: (AccountID) throws -> AccountCode) throws
}

/// The rows of a list, portion by portion, from the statement that selects them: the first ones come at once.
struct RowPortions<Element: Portioned> {
    private let database: Database
    private let statement: Statement
    private let cursor: RowCursor
    private let parentCode: Statement
    private let hasLinks: Bool
    private var codes: [AccountID: AccountCode] = [:]
    /// The last parent; its accounts often follow each other.
    private var lastParent: (id: AccountID, code: AccountCode)?

    init(_ database: Database, _ query: AccountQuery, _ element: Element.Type) throws {
        self.database = database
        let (condition, ordering, values) = try query.selection(database)
        statement = try database.makeStatement(
            sql: """
                SELECT \(Element.columns) FROM accounts
                WHERE \(condition) ORDER BY \(ordering) LIMIT \(query.limit ?? -1)
                """
        )
        cursor = try Row.fetchCursor(statement, arguments: values.arguments)
        parentCode = try database.makeStatement(sql: "SELECT code FROM accounts WHERE id = ?")
        hasLinks = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM links)") ?? false
    }

    /// The next rows; nil at the end.
    mutating func next() throws -> [Element]? {
        var rows: [Element] = []
        rows.reserveCapacity(Self.size)
        while rows.count < Self.size, let row = try cursor.next() {
            rows.append(try Element(row, statement) { try code(of: $0, row) })
        }
        guard !rows.isEmpty else { return nil }
        if hasLinks { try rows.addLinks(database) }
        return rows
    }

    private static var size: Int { 1_000 }
    /// The most codes that are remembered.
    private static var mostCodes: Int { 50_000 }

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
        guard let found = try Row.fetchOne(parentCode, arguments: [parent.rawValue]) else {
            throw StoredRow(.accounts, row).damage("parent")
        }
        guard let text = try? StoredRow(.accounts, found).text("code") else {
            // What is there is not a text.
            throw Damage(.accounts, "code", row: "id \(parent)")
        }
        return AccountCode(text)
    }
}

extension AccountRow: Portioned {
    static let columns = "\(StoredAccount.columns), accounts.key"

    init(_ row: Row, _ statement: Statement, code: (AccountID) throws -> AccountCode) throws {
        let account = try StoredAccount.account(row, statement)
        self.init(
            key: AccountKey(row[Int(StoredAccount.end)]),
            account: account,
            links: [:],
            parentCode: try account.parent.map(code)
        )
    }
}

extension ListedAccount: Portioned {
    static let columns = ["id", "code", "name", "kind", "email", "country", "parent", "fault"].joined(separator: ", ")

    init(_ row: Row, _ statement: Statement, code: (AccountID) throws -> AccountCode) throws {
        let quick = statement.sqliteStatement
        // If a value is not what it must be, the slow way says which.
        let slow = StoredRow(.accounts, row)
        let parent = try quick.text(6).map { AccountID($0) } ?? slow.optionalWord("parent")
        self.init(
            id: try quick.text(0).map { AccountID($0) } ?? slow.word("id"),
            code: try quick.text(1).map { AccountCode($0) } ?? slow.word("code"),
            name: try quick.text(2) ?? slow.text("name"),
            kind: try quick.text(3).flatMap(Account.Kind.init(rawValue:)) ?? slow.word("kind"),
            parentCode: try parent.map(code),
            email: try quick.text(4) ?? slow.text("email"),
            country: try quick.text(5) ?? slow.text("country"),
            isGone: quick.text(7) == AccountFault.gone.rawValue
        )
    }
}
