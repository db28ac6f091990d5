import GRDB

/// One step from a version of the schema to the next, in one transaction; one that was shipped is never changed.
///
/// The version is SQLite's `user_version`, as it was before there was a second step. GRDB's migrator would keep names in a table of
/// its own, and take the files of version 1 for empty ones.
struct Migration: Sendable {
    /// The version that the file has afterwards.
    let version: Int
    /// Changes the file.
    let perform: @Sendable (Database) throws -> Void

    /// All of them, in order; the next one is added at the end.
    static let all: [Migration] = [
        .tables, .changeCounter, .turnsToAsk, .folding, .claimKeys, .reasons, .externalKeys,
    ]

    init(version: Int, _ perform: @escaping @Sendable (Database) throws -> Void) {
        self.version = version
        self.perform = perform
    }
}

extension Migration {
    /// A number that grows with every change, so that others see that there was one.
    static let changeCounter = Migration(version: 2) { database in
        try database.execute(sql: "ALTER TABLE workspace ADD COLUMN changes INTEGER NOT NULL DEFAULT 0")
    }

    /// When a console last took its turn to ask about a link in doubt, so that of several only one asks.
    static let turnsToAsk = Migration(version: 3) { database in
        try database.execute(sql: "ALTER TABLE links ADD COLUMN asked TEXT")
    }

    /// Why something is as it is, as data; where it is NULL, what stands in the older column are words.
    static let reasons = Migration(version: 6) { database in
        try database.execute(
            sql: """
                ALTER TABLE links ADD COLUMN reason TEXT;
                ALTER TABLE log ADD COLUMN reason TEXT;
                ALTER TABLE systems ADD COLUMN pause_reason TEXT;
                """
        )
    }
}
