import Accounts
import GRDB
import Synchronizing

/// The accounts as one read or one transaction of SQLite sees them.
struct StoredBook: AccountBook {
    private let database: Database
    private let path: String

    init(_ database: Database, path: String) {
        self.database = database
        self.path = path
    }

    func account(code: AccountCode) throws(StoreFailure) -> Account? {
        try account("SELECT * FROM accounts WHERE code = ?", code)
    }

    func account(id: AccountID) throws(StoreFailure) -> Account? {
        try account("SELECT * FROM accounts WHERE id = ?", id)
    }

    func customers(of account: AccountID) throws(StoreFailure) -> [AccountID] {
        try failing {
            let statement = try database.cachedStatement(sql: "SELECT id FROM accounts WHERE parent = ? ORDER BY code")
            return try AccountID.fetchAll(statement, arguments: [account])
        }
    }

    func isFixed(_ account: AccountID) throws(StoreFailure) -> Bool {
        try failing {
            let statement = try database.cachedStatement(
                sql: "SELECT count(*) FROM links WHERE account = ? AND state IN (\(Self.fixing))"
            )
            return try Bool.fetchOne(statement, arguments: [account]) ?? false
        }
    }

    private static let fixing = SyncState.sqlList(where: \.holdsClaim)

    private func account(
        _ sql: String,
        _ name: some Identifier & DatabaseValueConvertible
    ) throws(StoreFailure) -> Account? {
        try failing {
            try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: [name])
                .map { try Account(row: StoredRow(.accounts, $0)) }
        }
    }

    private func failing<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try body()
        } catch {
            throw StoreFailure(error, path: path)
        }
    }
}
