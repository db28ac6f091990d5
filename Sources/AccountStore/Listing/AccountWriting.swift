import Accounts
import GRDB

/// Writes accounts to the table, each at its place in the tree.
struct AccountWriting {
    private let database: Database
    private var replacement: Statement?
    /// The version that the workspace will have once this is committed.
    private let version: Int

    init(_ database: Database) throws {
        self.database = database
        version = try database.version() + 1
    }

    /// Puts an account under its parent, which must exist, and moves everything below the account along with it.
    mutating func put(_ account: Account) throws {
        let old = try place(of: account.id)
        let above = try account.parent.flatMap(place)
        let path = (above.map { "\($0.path)\(TreePlace.separator)" } ?? "") + account.code.rawValue
        let depth = above.map { $0.depth + 1 } ?? 0
        let values = account.values(path: path, depth: depth, version: version)
        // Made only once: an import may write a million accounts.
        let statement =
            try replacement ?? database.makeStatement(sql: values.replacement(into: .accounts, key: ["id"]))
        replacement = statement
        try statement.execute(arguments: values.arguments)
        guard let old else { return }
        try database.refreshExternalIDs(of: account.id)
        // Compares bytes, since two spellings of one path are two paths to SQLite.
        guard !old.path.utf8.elementsEqual(path.utf8) else { return }
        try database.moveTree(from: old.path, old.depth, to: path, depth)
    }

    private func place(of id: AccountID) throws -> (path: String, depth: Int)? {
        let statement = try database.cachedStatement(sql: "SELECT path, depth FROM accounts WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
        let stored = StoredRow(.accounts, row)
        return (try stored.text("path"), try stored.number("depth"))
    }
}
