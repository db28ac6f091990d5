import FoundationEssentials
import Glibc
import StoredForms
import Synchronizing

/// Recognises our books and their versions.
enum Schema {
    static let known = Migration.all.last?.version ?? 0

    /// Makes the schema, if the database has none of that name.
    static func create(_ line: Line, book: String, migrations: [Migration] = Migration.all) throws {
        try line.writeOnce { session in
            try lock(session)
            switch try kind(session) {
            case .none: break
            case .ours: throw StoreFailure.exists(path: book)
            case .foreign: throw StoreFailure.foreign(path: book)
            }
            try session.execute("CREATE SCHEMA account_sync")
            for migration in migrations { try migration.perform(session) }
            try session.run("UPDATE workspace SET id = $1", [UUID().uuidString.lowercased()])
        }
    }

    /// Checks that the database has a book that this program knows; returns its version.
    static func check(_ line: Line, book: String) throws -> Int {
        try line.read { session in
            switch try kind(session) {
            case .none: throw StoreFailure.missing(path: book)
            case .foreign: throw StoreFailure.foreign(path: book)
            case .ours: break
            }
            return try requireKnown(workspace(session), book: book)
        }
    }

    /// The version of a book that this program may use; a later one says whether it may.
    static func requireKnown(_ row: StoredRow, book: String) throws -> Int {
        let (found, least) = (try row.number("version"), try row.number("least_version"))
        guard least <= known else { throw StoreFailure.newerSchema(path: book, found: found, known: known) }
        return found
    }

    /// Whether the login may bring an earlier book up.
    static func isOwned(_ line: Line) throws -> Bool {
        try line.read { try $0.isOwner() }
    }

    /// Brings an earlier book up to this version, step by step.
    static func upgrade(_ line: Line, from found: Int) throws {
        for migration in Migration.all where migration.version > found {
            var collisions = 0
            while true {
                do {
                    try step(line, migration)
                    break
                } catch SessionFailure.refused(let refusal)
                    where ["55P03", "40P01"].contains(refusal.code) && collisions < mostCollisions
                {
                    // Somebody reads what it changes, and those who come later wait behind it: they go first.
                    collisions += 1
                    usleep(1_000_000)
                }
            }
        }
    }

    private static func step(_ line: Line, _ migration: Migration) throws {
        try line.writeOnce { session in
            try lock(session)
            // Another process may have done it since.
            if try workspace(session).number("version") < migration.version { try migration.perform(session) }
        }
    }

    private static let mostCollisions = 20

    private enum Kind {
        case none, ours, foreign
    }

    private static func kind(_ session: Session) throws -> Kind {
        let row =
            try
            session.run(
                """
                SELECT to_regnamespace('account_sync') IS NOT NULL AS schema,
                    EXISTS (SELECT 1 FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
                        WHERE relnamespace = to_regnamespace('account_sync') AND relname = 'workspace'
                        AND attname = 'least_version') AS book
                """
            )[0]
        guard row.value("schema").isTrue else { return .none }
        return row.value("book").isTrue ? .ours : .foreign
    }

    private static func workspace(_ session: Session) throws -> StoredRow {
        // By its whole name: a schema that the login may not use would only be passed over in the search path.
        let rows = try session.map(.workspace, "SELECT version, least_version FROM account_sync.workspace") { $0 }
        guard let row = rows.first else { throw Damage(.workspace, "version", row: "") }
        return row
    }

    /// One process at a time makes or changes the schema; the lock ends with the transaction.
    private static func lock(_ session: Session) throws {
        try session.run("SELECT pg_advisory_xact_lock(4707195742)::text")
    }
}

extension Session {
    /// Whether the login owns the book, by itself or through another one.
    func isOwner() throws -> Bool {
        try count(
            "SELECT count(*) FROM pg_namespace WHERE nspname = 'account_sync' AND pg_has_role(nspowner, 'USAGE')"
        ) > 0
    }
}

extension Migration {
    fileprivate func perform(_ session: Session) throws {
        // As long as it takes: indexes of a large book are made, and whole tables are written.
        try session.execute("SET LOCAL statement_timeout = 0")
        try session.execute(sql, within: .seconds(3_600))
        if version == Migration.homes.version { try session.insertHome() }
        try session.run(
            "UPDATE workspace SET version = $1::int, least_version = $2::int",
            [version, leastKnown]
        )
    }
}
