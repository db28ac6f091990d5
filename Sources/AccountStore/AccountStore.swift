import FoundationEssentials
import GRDB
import GRDBSQLite
import StoredForms
import Synchronization
package import Synchronizing

/// A workspace's durable memory: one SQLite file, shared by all our processes that open it.
///
/// It uses a write-ahead log, full synchronization and foreign keys; every writing call is one immediate transaction.
package final class AccountStore: Sendable {
    package let path: String
    let owner: Owner
    /// What was read while it was opened for a console; nil if it was opened otherwise.
    package let found: FoundBook?
    private let connections: Mutex<Connections>
    private let busyTimeout: Duration
    private let synchronous: String
    /// Whether nothing is to be written, as the operator wished.
    private let isReadOnly: Bool

    private struct Connections: Sendable {
        /// Only reads, and only until there is a pool: to set up the write-ahead log and a second connection takes longer than
        /// to read what a console shows first.
        var first: DatabaseQueue?
        var pool: DatabasePool?
    }

    private init(
        path: String,
        owner: Owner,
        found: FoundBook?,
        connections: Connections,
        busyTimeout: Duration,
        synchronous: String,
        isReadOnly: Bool
    ) {
        self.isReadOnly = isReadOnly
        self.path = path
        self.owner = owner
        self.found = found
        self.connections = Mutex(connections)
        self.busyTimeout = busyTimeout
        self.synchronous = synchronous
    }

    /// The name of the file in its directory.
    static let fileName = "account-sync.sqlite"

    /// Creates a new store in a directory, which is also created if it is missing.
    package static func create(
        directory: String,
        busyTimeout: Duration = .seconds(5)
    ) throws(StoreFailure) -> AccountStore {
        let path = directory + "/" + fileName
        try StoreFiles.create(path, in: directory)
        do throws(StoreFailure) {
            return try open(directory: directory, busyTimeout: busyTimeout, isNew: true)
        } catch {
            StoreFiles.remove(path)
            throw error
        }
    }

    /// Opens the store in a directory, and migrates its schema to this version; `willUpgrade` is called before that.
    ///
    /// Only negative controls open it with another mode of synchronization, which tests must notice. `isWatched`: whoever
    /// opens it shows it as soon as possible.
    package static func open(
        directory: String,
        busyTimeout: Duration = .seconds(5),
        synchronous: String = "FULL",
        isNew: Bool = false,
        isReadOnly: Bool = false,
        isWatched: Bool = false,
        willUpgrade: () -> Void = {}
    ) throws(StoreFailure) -> AccountStore {
        let path = directory + "/" + fileName
        try StoreFiles.check(path)
        // SQLite would take the file for a new one, and every claim would be silently forgotten.
        guard isNew || !StoreFiles.isEmptyFile(path) else { throw .damaged(path: path, .empty) }
        let neverWrites = isReadOnly || !StoreFiles.isWritable(path)
        do {
            var connections = Connections()
            let found = isWatched ? FoundBook.find(path, busyTimeout) : nil
            if let found {
                connections.first = found.connection
            } else {
                let pool = try openPool(path, busyTimeout, synchronous, isReadOnly: neverWrites)
                try Schema.prepare(pool, path: path, willUpgrade: willUpgrade)
                connections.pool = pool
            }
            return AccountStore(
                path: path,
                owner: Owner(directory: directory, isReadOnly: neverWrites),
                found: found?.book,
                connections: connections,
                busyTimeout: busyTimeout,
                synchronous: synchronous,
                isReadOnly: isReadOnly
            )
        } catch {
            throw StoreFailure(error, path: path)
        }
    }

    private static func openPool(
        _ path: String,
        _ busyTimeout: Duration,
        _ synchronous: String,
        isReadOnly: Bool
    ) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout.seconds)
        configuration.foreignKeysEnabled = true
        configuration.readonly = isReadOnly
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            guard !database.configuration.readonly else { return }
            try database.execute(sql: "PRAGMA synchronous = \(synchronous)")
            // The log and its index stay when the last process closes, since a process that may only read could not
            // create them. The log is emptied then, which needs a limit: it must not be replayed into a file that
            // replaces this one.
            try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
            var persists: CInt = 1
            sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &persists)
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        if !configuration.readonly {
            // Setting up the write-ahead log has reset it to NORMAL, and a power cut could lose a committed intent.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(synchronous)") }
        }
        return pool
    }

    /// Reads in one consistent view.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        do {
            return try await reader.read(body)
        } catch {
            throw StoreFailure(error, path: path)
        }
    }

    /// Writes in one immediate transaction and counts any change; cancelling the caller does not undo it.
    ///
    /// A workspace that moves or has moved takes nothing any more: the mark is read in the same transaction.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        let path = path
        return try await writeMark { database in
            if let closing = try database.closing() { throw StoreFailure.closed(path: path, closing) }
            let before = database.totalChangesCount
            let value = try body(database)
            if database.totalChangesCount != before, try database.closing() == nil { try database.countChange() }
            return value
        }
    }

    /// The same for the mark itself, and for what arrives with it.
    func writeMark<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        guard !isReadOnly else { throw .readOnly }
        do {
            let pool = try pool()
            let writing = Task { try await pool.write(body) }
            return try await writing.value
        } catch {
            let failure = StoreFailure(error, path: path)
            if case .damaged = failure { reopen() }
            throw failure
        }
    }

    /// The same as `read` for whoever cannot wait in any other way.
    func readNow<Value>(_ body: (Database) throws -> Value) throws -> Value { try reader.read(body) }

    /// Reads beside others from now on, if it can be: a reading that takes long would keep them waiting.
    func readBesides() { _ = try? pool() }

    private var reader: any DatabaseReader {
        get throws {
            let (pool, first) = connections.withLock { ($0.pool, $0.first) }
            if let pool { return pool }
            if let first { return first }
            return try self.pool()
        }
    }

    private func pool() throws -> DatabasePool {
        try connections.withLock { connections in
            if let pool = connections.pool { return pool }
            let pool = try Self.openPool(path, busyTimeout, synchronous, isReadOnly: owner.isReadOnly)
            connections = Connections(pool: pool)
            return pool
        }
    }

    /// After an I/O error in COMMIT, a later success on the same connection proves nothing.
    private func reopen() {
        // If it cannot be opened again, the old connection keeps failing.
        let fresh = try? Self.openPool(path, busyTimeout, synchronous, isReadOnly: owner.isReadOnly)
        guard let fresh else { return }
        connections.withLock { $0 = Connections(pool: fresh) }
    }
}

extension Database {
    /// Increments the version of the workspace; call it in the transaction that makes the change.
    func countChange() throws { try execute(sql: "UPDATE workspace SET changes = changes + 1") }
}
