import Accounts
import FoundationEssentials
import GRDB
import GRDBSQLite
import StoredForms

/// Reads accounts by the position of their columns: a list of a million is read in seconds.
enum StoredAccount {
    /// What a statement selects first, in the order in which it is read.
    static let columns = Account.storedColumns.map { "accounts.\($0)" }.joined(separator: ", ")

    /// The position of the first column after an account's.
    static let end = Int32(Account.storedColumns.count)

    /// The account in the row at which a statement stands.
    static func account(_ row: Row, _ statement: Statement) throws -> Account {
        // If a value is not what it must be, the slow way says which.
        try quick(statement.sqliteStatement) ?? Account(row: StoredRow(.accounts, row))
    }

    /// The account; nil if a value is not what it must be.
    static func quick(_ statement: SQLiteStatement) -> Account? {
        guard let id = statement.text(0), let code = statement.text(1), let name = statement.text(2),
            let kind = statement.text(3).flatMap(Account.Kind.init(rawValue:)),
            let email = statement.text(5), let country = statement.text(6), let phone = statement.text(7),
            let website = statement.text(8), let firstName = statement.text(9), let lastName = statement.text(10),
            let line1 = statement.text(11), let line2 = statement.text(12), let city = statement.text(13),
            let postCode = statement.text(14), let state = statement.text(15),
            sqlite3_column_type(statement, 16) == SQLITE_INTEGER,
            sqlite3_column_type(statement, 17) == SQLITE_FLOAT, sqlite3_column_type(statement, 18) == SQLITE_FLOAT,
            sqlite3_column_type(statement, 19) == SQLITE_INTEGER,
            case .some(let origin) = origin(statement)
        else { return nil }
        let parent = statement.text(4)
        guard parent != nil || sqlite3_column_type(statement, 4) == SQLITE_NULL else { return nil }
        let (storefront, revision) = (sqlite3_column_int64(statement, 16), sqlite3_column_int64(statement, 19))
        let (created, updated) = (sqlite3_column_double(statement, 17), sqlite3_column_double(statement, 18))
        guard (0...1).contains(storefront), (0...1 << 53).contains(revision),
            Date.storable.contains(created), Date.storable.contains(updated)
        else { return nil }
        return Account(
            id: AccountID(id),
            code: AccountCode(code),
            name: name,
            kind: kind,
            parent: parent.map { AccountID($0) },
            email: email,
            country: country,
            phone: phone,
            website: website,
            contact: .init(firstName: firstName, lastName: lastName),
            address: .init(line1: line1, line2: line2, city: city, postCode: postCode, state: state),
            isStorefrontManaged: storefront == 1,
            created: Date(timeIntervalSinceReferenceDate: created),
            updated: Date(timeIntervalSinceReferenceDate: updated),
            revision: Int(revision),
            origin: origin
        )
    }

    /// The origin, which may be unknown; nil if a value is not what it must be.
    private static func origin(_ statement: SQLiteStatement) -> Account.Origin?? {
        let unseen = sqlite3_column_int64(statement, 22)
        guard sqlite3_column_type(statement, 22) == SQLITE_INTEGER, (0...1 << 53).contains(unseen) else { return nil }
        if sqlite3_column_type(statement, 20) == SQLITE_NULL { return .some(nil) }
        let asOf = sqlite3_column_double(statement, 21)
        guard let source = statement.text(20).flatMap(Account.Origin.Source.init(rawValue:)),
            sqlite3_column_type(statement, 21) == SQLITE_FLOAT, Date.storable.contains(asOf)
        else { return nil }
        return Account.Origin(source, asOf: Date(timeIntervalSinceReferenceDate: asOf), unseen: Int(unseen))
    }
}

extension SQLiteStatement {
    /// The text of a column; nil if it has another type.
    func text(_ column: Int32) -> String? { bytes(column).map { String(decoding: $0, as: UTF8.self) } }

    /// The text of a column as it is stored, for as long as the statement stands at its row; nil if it has another type.
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        // Whoever asks has the connection alone, so that the value may be used as it is.
        let value = sqlite3_column_value(self, column)
        guard sqlite3_value_type(value) == SQLITE_TEXT, let start = sqlite3_value_text(value) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }
}
