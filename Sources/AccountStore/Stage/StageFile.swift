package import Accounts
import FoundationEssentials
import GRDB
import Glibc
package import Pulling
import StoredForms
package import Synchronizing

/// Accounts that were read from the BSS, in a file of their own beside the store until all have come: writing them there
/// wakes nobody and keeps nobody waiting.
package final class StageFile: PullStage {
    private let path: String
    private let queue: DatabaseQueue
    private let lock: Int32

    /// What is read into a stage; only one of all kinds is read at a time.
    package enum Kind: String, Sendable {
        case pull = "bss-pull.sqlite"
        case dryRun = "bss-pull-dry-run.sqlite"
    }

    /// Opens a stage in a directory, and makes it if it is missing; nil if another process has one.
    package init?(directory: String, of kind: Kind = .pull) throws(StoreFailure) {
        path = directory + "/" + kind.rawValue
        lock = Glibc.open(
            directory + "/" + Kind.pull.rawValue + "-lock",
            O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
            0o600
        )
        guard lock >= 0 else { throw .denied(path: path, writing: true) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            return nil
        }
        do {
            queue = try Self.open(path)
        } catch let failure as StoreFailure {
            close(lock)
            throw failure
        } catch {
            close(lock)
            throw StoreFailure(error, path: path)
        }
    }

    deinit {
        // A child that is being started holds a copy of the descriptor until it runs its program: closing alone would
        // keep the lock for so long.
        flock(lock, LOCK_UN)
        close(lock)
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var status = stat()
        if lstat(path, &status) != 0 {
            try StoreFiles.createFile(path)
        } else {
            try StoreFiles.check(path)
        }
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            // What is lost in a power cut is read again; what remains must be whole.
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { try $0.execute(sql: tables) }
        return queue
    }

    private static let tables = """
        CREATE TABLE IF NOT EXISTS reading (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS rows (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            updated INTEGER, created INTEGER,
            first INTEGER NOT NULL, last INTEGER NOT NULL,
            element TEXT NOT NULL
        ) STRICT;
        """

    package func reading() throws(StoreFailure) -> Reading? {
        try read { database in
            guard let text = try String.fetchOne(database, sql: "SELECT value FROM reading") else { return nil }
            // What another version wrote is of no use.
            return try? JSONDecoder().decode(Reading.self, from: Data(text.utf8))
        }
    }

    package func begin(_ reading: Reading) throws(StoreFailure) {
        try write { database in
            try Self.clear(database)
            try Self.keep(reading, database)
        }
    }

    package func keep(_ rows: [StagedRow], _ reading: Reading) throws(StoreFailure) -> Int {
        try write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO rows (id, updated, created, first, last, element) VALUES (?1, ?2, ?3, ?4, ?4, ?5)
                    ON CONFLICT (id) DO UPDATE SET last = ?4,
                        created = iif(updated > ?2, created, ?3),
                        element = iif(updated > ?2, element, ?5),
                        updated = iif(updated > ?2, updated, ?2)

                    """
            )
            let seen = try database.cachedStatement(sql: "SELECT last FROM rows WHERE id = ?")
            var fresh = 0
            for row in rows {
                if try Int.fetchOne(seen, arguments: [row.id]) != reading.pass { fresh += 1 }
                try statement.execute(
                    arguments: [
                        row.id, row.updated?.nanoseconds, row.created?.nanoseconds, reading.pass, row.element,
                    ]
                )
            }
            try Self.keep(reading, database)
            return fresh
        }
    }

    package func tally(_ reading: Reading) throws(StoreFailure) -> PassTally {
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*) FILTER (WHERE last = ?1), count(*) FILTER (WHERE first = ?1),
                        count(*) FILTER (WHERE last < ?1), count(*) FILTER (WHERE last = ?1 AND created >= ?2),
                        count(*) FILTER (WHERE created >= ?3)
                    FROM rows
                    """,
                arguments: [
                    reading.pass, reading.opening?.latest?.nanoseconds, reading.first?.latest?.nanoseconds,
                ]
            )
            guard let row else {
                return PassTally(seen: 0, added: 0, unseen: 0, created: 0, createdSinceFirst: 0)
            }
            return PassTally(
                seen: row[0],
                added: row[1],
                unseen: row[2],
                created: row[3],
                createdSinceFirst: row[4]
            )
        }
    }

    package func forget(notSeenIn pass: Int) throws(StoreFailure) {
        try write { try $0.execute(sql: "DELETE FROM rows WHERE last < ?", arguments: [pass]) }
    }

    package func rows(after number: Int, most: Int) throws(StoreFailure) -> [(number: Int, element: String)] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT number, element FROM rows WHERE number > ? ORDER BY number LIMIT ?"
            )
            return try Row.fetchAll(statement, arguments: [number, most]).map { ($0[0], $0[1]) }
        }
    }

    package func row(_ number: Int) throws(StoreFailure) -> String? {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT element FROM rows WHERE number = ?")
            return try String.fetchOne(statement, arguments: [number])
        }
    }

    package func count() throws(StoreFailure) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM rows") ?? 0 }
    }

    package func count(updatedAfter stamp: Stamp) throws(StoreFailure) -> Int {
        try read { database in
            let sql = "SELECT count(*) FROM rows WHERE updated > ?"
            return try Int.fetchOne(database, sql: sql, arguments: [stamp.nanoseconds]) ?? 0
        }
    }

    package func clear() throws(StoreFailure) {
        try failing {
            try queue.write(Self.clear)
            // What was read is personal data: it does not stay in free pages.
            try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
        }
    }

    private static func clear(_ database: Database) throws {
        try database.execute(sql: "DELETE FROM rows; DELETE FROM reading")
    }

    private static func keep(_ reading: Reading, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO reading (id, value) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
            arguments: [try reading.json()]
        )
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        try failing { try queue.read(body) }
    }

    private func write<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        try failing { try queue.write(body) }
    }

    private func failing<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try body()
        } catch {
            throw StoreFailure(error, path: path)
        }
    }
}
