import Accounts
import FoundationEssentials
import GRDB
import GRDBSQLite

/// Reads accounts by the position of their columns: a list of a million is read in seconds.
enum StoredAccount {
    /// What a statement selects first, in the order in which it is read.
    static let columns = names.map { "accounts.\($0)" }.joined(separator: ", ")

    private static let names = [
        "id", "code", "name", "kind", "parent", "email", "country", "phone", "website", "first_name", "last_name",
        "line1", "line2", "city", "post_code", "state", "storefront", "created", "updated", "revision",
    ]

    /// The position of the first column after an account's.
    static let end = Int32(names.count)

    /// The account in the row at which a statement stands.
    static func account(_ row: Row, _ statement: Statement) throws -> Account {
        // If a value is not what it must be, the slow way says which.
        try quick(statement.sqliteStatement) ?? Account(row: StoredRow(.accounts, row))
    }

    private static func quick(_ statement: SQLiteStatement) -> Account? {
        guard (0..<16).allSatisfy({ $0 == 4 || sqlite3_column_type(statement, $0) == SQLITE_TEXT }),
            [SQLITE_TEXT, SQLITE_NULL].contains(sqlite3_column_type(statement, 4)),
            sqlite3_column_type(statement, 16) == SQLITE_INTEGER,
            sqlite3_column_type(statement, 17) == SQLITE_FLOAT, sqlite3_column_type(statement, 18) == SQLITE_FLOAT,
            sqlite3_column_type(statement, 19) == SQLITE_INTEGER,
            let kind = Account.Kind(rawValue: statement.text(3))
        else { return nil }
        let (storefront, revision) = (sqlite3_column_int64(statement, 16), sqlite3_column_int64(statement, 19))
        let (created, updated) = (sqlite3_column_double(statement, 17), sqlite3_column_double(statement, 18))
        guard (0...1).contains(storefront), (0...1 << 53).contains(revision),
            Date.storable.contains(created), Date.storable.contains(updated)
        else { return nil }
        return Account(
            id: AccountID(statement.text(0)),
            code: AccountCode(statement.text(1)),
            name: statement.text(2),
            kind: kind,
            parent: sqlite3_column_type(statement, 4) == SQLITE_NULL ? nil : AccountID(statement.text(4)),
            email: statement.text(5),
            country: statement.text(6),
            phone: statement.text(7),
            website: statement.text(8),
            contact: .init(firstName: statement.text(9), lastName: statement.text(10)),
            address: .init(
                line1: statement.text(11),
                line2: statement.text(12),
                city: statement.text(13),
                postCode: statement.text(14),
                state: statement.text(15)
            ),
            isStorefrontManaged: storefront == 1,
            created: Date(timeIntervalSinceReferenceDate: created),
            updated: Date(timeIntervalSinceReferenceDate: updated),
            revision: Int(revision)
        )
    }
}

extension SQLiteStatement {
    /// The text of a column, which must have the type TEXT.
    fileprivate func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(self, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(self, column)))
        return String(decoding: bytes, as: UTF8.self)
    }
}
