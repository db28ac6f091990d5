package import Accounts
import GRDB
import StoredForms
package import Synchronizing

/// What is read of a book in one go while it is opened for a console.
package struct FoundBook: Sendable {
    package let workspace: WorkspaceID
    package let closing: Closing?
    /// Whether a process is sending, or has items of a run; it may have died.
    package let isOwned: Bool

    /// Reads it by a connection that only reads; nil if the file is to be opened in the usual way, which also says what is
    /// wrong with it.
    static func find(_ path: String, _ busyTimeout: Duration) -> (book: FoundBook, connection: DatabaseQueue)? {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout.seconds)
        configuration.readonly = true
        // They matter to whoever writes.
        configuration.foreignKeysEnabled = false
        guard let connection = try? DatabaseQueue(path: path, configuration: configuration),
            let book = try? connection.read({ try FoundBook($0) })
        else { return nil }
        return (book, connection)
    }

    private init?(_ database: Database) throws {
        // Without the log, a reader and a writer would wait for each other.
        guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal", try Schema.isCurrent(database) else {
            return nil
        }
        let row = try database.workspace("id")
        workspace = try row.word("id")
        closing = try Closing(row: row)
        isOwned =
            try database.count(
                """
                SELECT EXISTS (SELECT 1 FROM links WHERE owner IS NOT NULL)
                    OR EXISTS (SELECT 1 FROM run_items WHERE owner IS NOT NULL)
                """
            ) > 0
    }
}
