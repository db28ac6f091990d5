import GRDB
import Synchronizing

/// Identifies our files and their versions.
enum Schema {
    /// "ASYN": marks the file as ours.
    private static let applicationID = 0x4153_594E

    /// Whether a file is ours, and needs no migration.
    static func isCurrent(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID
            && version(database) == Migration.all.last?.version
    }

    /// Checks that the file is ours, and brings it up to the last of the migrations, step by step.
    ///
    /// `willUpgrade` is called before the file of an earlier version is changed, which takes minutes if it is large.
    static func prepare(
        _ pool: DatabasePool,
        path: String,
        migrations: [Migration] = Migration.all,
        willUpgrade: () -> Void = {}
    ) throws {
        let known = migrations.last?.version ?? 0
        let (id, found, tables) = try pool.read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                try version(database),
                try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            )
        }
        guard id == applicationID || id == 0 && tables == 0 else { throw StoreFailure.foreign(path: path) }
        guard found <= known else { throw StoreFailure.newerSchema(path: path, found: found, known: known) }
        guard found < known else { return }
        guard !pool.configuration.readonly else { throw StoreFailure.denied(path: path, writing: true) }
        if found > 0 { willUpgrade() }
        for migration in migrations {
            try pool.write { database in
                let now = try version(database)
                guard now <= known else { throw StoreFailure.newerSchema(path: path, found: now, known: known) }
                // The file had it already, or another process has done it since.
                guard now < migration.version else { return }
                try migration.perform(database)
                try database.execute(
                    sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(migration.version)"
                )
            }
        }
        // A connection that knows the schema from before takes the columns of its next `SELECT *` for the old ones.
        pool.invalidateReadOnlyConnections()
        try pool.writeWithoutTransaction { try $0.execute(sql: "SELECT 1 FROM workspace") }
    }

    private static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }
}
