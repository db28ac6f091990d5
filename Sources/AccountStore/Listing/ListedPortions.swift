import Accounts
import GRDB
import GRDBSQLite
import StoredForms
import Synchronizing

/// The accounts of a list in columns, portion by portion, from the statement that selects them: their bytes are taken as
/// SQLite has them.
struct ListedPortions {
    private let database: Database
    private let rows: BareStatement
    private let parentCode: Statement
    private let hasLinks: Bool
    private var isAtEnd = false
    private var codes: [AccountID: AccountCode] = [:]
    /// The last parent, as bytes; its accounts often follow each other.
    private var lastParent: (id: [UInt8], code: [UInt8]) = ([], [])

    private static let columns = ["id", "code", "name", "kind", "email", "country", "parent", "fault", "key"]
        .joined(separator: ", ")

    init(_ database: Database, _ query: AccountQuery) throws {
        self.database = database
        let (condition, ordering, values) = try query.selection(database)
        rows = try BareStatement(
            database,
            sql: """
                SELECT \(Self.columns) FROM accounts
                WHERE \(condition) ORDER BY \(ordering) LIMIT \(query.limit ?? -1)
                """,
            values.arguments
        )
        parentCode = try database.makeStatement(sql: "SELECT code FROM accounts WHERE id = ?")
        hasLinks = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM links)") ?? false
    }

    /// The next rows; nil at the end.
    mutating func next() throws -> ListedPortion? {
        var portion = ListedPortion()
        portion.reserveCapacity(RowPortions.size, bytes: RowPortions.size * 128)
        while portion.count < RowPortions.size, !isAtEnd {
            guard let row = try rows.next() else {
                isAtEnd = true
                break
            }
            try append(row, to: &portion)
        }
        guard !portion.isEmpty else { return nil }
        if hasLinks { try addLinks(to: &portion) }
        return portion
    }

    /// Appends the row at which the statement stands.
    private mutating func append(_ row: SQLiteStatement, to portion: inout ListedPortion) throws {
        guard let id = row.bytes(0), let code = row.bytes(1), let name = row.bytes(2), let kind = row.bytes(3),
            Self.kinds.contains(where: { $0.elementsEqual(kind) }), let email = row.bytes(4), let country = row.bytes(5)
        else {
            // If a value is not what it must be, the slow way says which.
            return portion.append(try slowly(sqlite3_column_int64(row, 8)))
        }
        if let parent = row.bytes(6) {
            if !lastParent.id.elementsEqual(parent) {
                lastParent = (Array(parent), Array(try self.code(of: parent, row).rawValue.utf8))
            }
        } else if sqlite3_column_type(row, 6) != SQLITE_NULL {
            return portion.append(try slowly(sqlite3_column_int64(row, 8)))
        } else {
            lastParent = ([], [])
        }
        portion.append(id)
        portion.append(code)
        portion.append(name)
        portion.append(kind)
        lastParent.code.withUnsafeBufferPointer { portion.append($0) }
        portion.append(email)
        portion.append(country)
        if sqlite3_column_type(row, 7) != SQLITE_NULL, row.text(7) == AccountFault.gone.rawValue { portion.endsGone() }
    }

    private static let kinds = Account.Kind.allCases.map { Array($0.rawValue.utf8) }

    /// The code of a parent, which must exist.
    private mutating func code(of parent: UnsafeBufferPointer<UInt8>, _ row: SQLiteStatement) throws -> AccountCode {
        let id = AccountID(String(decoding: parent, as: UTF8.self))
        if let known = codes[id] { return known }
        guard let code = try database.code(of: id, parentCode) else {
            throw try stored(sqlite3_column_int64(row, 8)).damage("parent")
        }
        if codes.count >= RowPortions.mostCodes { codes.removeAll(keepingCapacity: true) }
        codes[id] = code
        return code
    }

    private func stored(_ key: Int64) throws -> StoredRow {
        let sql = "SELECT \(Self.columns) FROM accounts WHERE key = ?"
        guard let row = try Row.fetchOne(database, sql: sql, arguments: [key]) else {
            throw Damage(.accounts, "key", row: "key \(key)")
        }
        return StoredRow(.accounts, row)
    }

    private func slowly(_ key: Int64) throws -> ListedAccount {
        let row = try stored(key)
        return ListedAccount(
            id: try row.word("id"),
            code: try row.word("code"),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parentCode: try row.optionalWord("parent")
                .map { (parent: AccountID) in
                    guard let code = try database.code(of: parent, parentCode) else { throw row.damage("parent") }
                    return code
                },
            email: try row.text("email"),
            country: try row.text("country"),
            isGone: (try? row.optionalText("fault")) == AccountFault.gone.rawValue
        )
    }

    private func addLinks(to portion: inout ListedPortion) throws {
        let ids = portion.indices.map { AccountID(portion.text(.id, at: $0)) }
        try database.eachLink(of: ids) { portion.setLink($0, of: $1) }
    }
}
