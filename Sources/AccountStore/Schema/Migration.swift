import GRDB

/// One step from a schema version to the next, in one transaction; a step that was shipped is never changed.
///
/// The version is SQLite's `user_version`, as it was before there was a second step. GRDB's migrator would keep names
/// in a table of its own, and take the files of version 1 for empty ones.
struct Migration: Sendable {
    /// The file's version after the migration.
    let version: Int
    let perform: @Sendable (Database) throws -> Void

    /// All migrations, in order; a new one is added at the end.
    static let all: [Migration] = [
        .tables, .changeCounter, .turnsToAsk, .folding, .claimKeys, .reasons, .externalKeys, .searchTexts, .changeFeed,
        .inbox, .refusedRows, .origins, .bss, .witnesses, .pulledRefusals, .logChain, .runs, .homes,
        .closing,
    ]

    init(version: Int, _ perform: @escaping @Sendable (Database) throws -> Void) {
        self.version = version
        self.perform = perform
    }
}

extension Migration {
    /// A number that grows with every change, so that other processes notice the change.
    static let changeCounter = Migration(version: 2) { database in
        try database.execute(sql: "ALTER TABLE workspace ADD COLUMN changes INTEGER NOT NULL DEFAULT 0")
    }

    /// When a console last took its turn to ask about a link in doubt, so that only one of several consoles asks.
    static let turnsToAsk = Migration(version: 3) { database in
        try database.execute(sql: "ALTER TABLE links ADD COLUMN asked TEXT")
    }

    /// Why something is as it is, as data; if that is NULL, the older column holds it in words.
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
