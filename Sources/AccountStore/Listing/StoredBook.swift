import Accounts
import GRDB
import StoredForms
import Synchronizing

/// The accounts as one read or one transaction of SQLite sees them.
class StoredBook: AccountBook {
    let database: Database
    private let path: String
    private let byCode: BareStatement
    private let byID: BareStatement
    /// A book that was empty at first need not be searched.
    private let wasEmpty: Bool

    init(_ database: Database, path: String) throws {
        self.database = database
        self.path = path
        let select = "SELECT \(StoredAccount.columns) FROM accounts"
        byCode = try BareStatement(database, sql: "\(select) WHERE code = ?")
        byID = try BareStatement(database, sql: "\(select) WHERE id = ?")
        wasEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM accounts)") ?? false
    }

    func account(code: AccountCode) throws(StoreFailure) -> Account? { try account(byCode, "code", code.rawValue) }

    func account(id: AccountID) throws(StoreFailure) -> Account? { try account(byID, "id", id.rawValue) }

    func customers(of account: AccountID) throws(StoreFailure) -> [AccountID] {
        try failing {
            let statement = try database.cachedStatement(sql: "SELECT id FROM accounts WHERE parent = ? ORDER BY code")
            return try String.fetchAll(statement, arguments: [account.rawValue]).map { AccountID($0) }
        }
    }

    func isFixed(_ account: AccountID) throws(StoreFailure) -> Bool {
        try failing {
            let statement = try database.cachedStatement(
                sql: "SELECT count(*) FROM links WHERE account = ? AND state IN (\(Self.fixing))"
            )
            return try Bool.fetchOne(statement, arguments: [account.rawValue]) ?? false
        }
    }

    func count() throws(StoreFailure) -> Int {
        try failing { try database.count("SELECT count(*) FROM accounts") }
    }

    func ownedByBSS(after id: AccountID?, limit: Int) throws(StoreFailure) -> [OwnedAccount] {
        try failing { try database.ownedByBSS(after: id, limit: limit) }
    }

    private static let fixing = SyncState.sqlList(where: \.holdsClaim)

    private func account(_ statement: BareStatement, _ column: String, _ name: String) throws(StoreFailure) -> Account?
    {
        guard !wasEmpty else { return nil }
        return try failing {
            try statement.bind { $0.text(name) }
            guard let account = try statement.first(StoredAccount.quick) else { return nil }
            // If a value is not what it must be, the slow way says which.
            return try account ?? database.first(.accounts, "WHERE \(column) = $1", [name]).map(Account.init)
        }
    }

    func failing<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try body()
        } catch {
            throw StoreFailure(error, path: path)
        }
    }
}
