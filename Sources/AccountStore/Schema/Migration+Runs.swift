import GRDB

extension Migration {
    /// Bulk runs with their items, and a vendor's limits over all processes of this machine.
    ///
    /// A run is a record of its plan: its system and its accounts need not be there any more. A time in `paces` is in
    /// microseconds since a boot.
    static let runs = Migration(version: 17) { database in
        try database.execute(
            sql: """
                CREATE TABLE runs (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    system TEXT NOT NULL,
                    hash TEXT NOT NULL,
                    size INTEGER NOT NULL,
                    limits TEXT NOT NULL,
                    by TEXT NOT NULL,
                    begun REAL NOT NULL,
                    detached INTEGER NOT NULL,
                    retry_of INTEGER REFERENCES runs(number),
                    stopped_by TEXT,
                    stopped_at REAL,
                    ending TEXT,
                    ended REAL,
                    plan TEXT NOT NULL
                ) STRICT;
                CREATE TABLE run_items (
                    run INTEGER NOT NULL REFERENCES runs(number),
                    place INTEGER NOT NULL,
                    account TEXT NOT NULL,
                    owner TEXT,
                    result TEXT,
                    reason TEXT,
                    external_id TEXT,
                    at REAL,
                    by TEXT,
                    counts INTEGER NOT NULL DEFAULT 0,
                    version INTEGER NOT NULL,
                    PRIMARY KEY (run, place)
                ) STRICT;
                CREATE INDEX run_items_owner ON run_items(owner, run) WHERE owner IS NOT NULL;
                CREATE INDEX run_items_result ON run_items(run, result);
                CREATE INDEX run_items_version ON run_items(run, version);
                CREATE TABLE paces (
                    system TEXT PRIMARY KEY NOT NULL,
                    next_turn INTEGER,
                    turn_boot TEXT,
                    held_until INTEGER,
                    held_boot TEXT
                ) STRICT;
                """
        )
    }
}
