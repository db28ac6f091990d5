import Accounts
import GRDB
import StoredForms
import Synchronizing

/// The accounts as one transaction of SQLite sees them, and changes to them in it.
final class StoredWriter: StoredBook, AccountWriter {
    private var writing: AccountWriting
    /// The statements that make the indexes again that are missing while many accounts are added.
    private var missing: [String] = []
    /// The size of SQLite's cache before it was made larger.
    private var usualCache: Int?

    override init(_ database: Database, path: String) throws {
        writing = try AccountWriting(database)
        try super.init(database, path: path)
    }

    /// To sort a million entries into five indexes one by one takes twice as long as to make the indexes afterwards; an
    /// index of a few rows costs less while they are written than all rows being read for it once more.
    func prepare(forAdding count: Int) throws(StoreFailure) {
        guard count >= Self.many else { return }
        try failing {
            usualCache = try Int.fetchOne(database, sql: "PRAGMA cache_size")
            try database.execute(sql: "PRAGMA cache_size = -\(Self.cache); PRAGMA threads = 2")
            let known = try Int.fetchOne(database, sql: "SELECT count(*) FROM accounts") ?? 0
            guard count >= known else { return }
            let indexes = try Row.fetchAll(
                database,
                sql: """
                    SELECT name, sql FROM sqlite_master
                    WHERE type = 'index' AND tbl_name = 'accounts' AND sql IS NOT NULL AND sql NOT LIKE '% WHERE %'
                    """
            )
            for index in indexes {
                missing.append(index["sql"])
                try database.execute(sql: "DROP INDEX \((index["name"] as String).quotedDatabaseIdentifier)")
            }
        }
    }

    /// The number of new accounts for which the store rearranges itself.
    private static let many = 20_000
    /// The size of SQLite's cache then, in KiB.
    private static let cache = 49_152

    func keep(_ state: PullState) throws(StoreFailure) { try failing { try database.setPullState(state) } }

    func release(_ accounts: [AccountID]) throws(StoreFailure) { try failing { try writing.release(accounts) } }

    func write(_ accounts: [Account]) throws(StoreFailure) { try failing { try writing.put(accounts) } }

    func refusedOfBSS() throws(StoreFailure) -> RefusedRows? { try failing { try database.refusedOfBSS() } }

    func keep(_ refused: RefusedRows) throws(StoreFailure) { try failing { try database.put(refused) } }

    /// Makes what is written complete, before it is committed.
    func complete() throws {
        for sql in missing { try database.execute(sql: sql) }
    }

    /// Gives back what only this change needed.
    func end() {
        guard let usualCache else { return }
        // A larger cache than usual does no harm.
        try? database.execute(sql: "PRAGMA cache_size = \(usualCache); PRAGMA threads = 0; PRAGMA shrink_memory")
    }
}
