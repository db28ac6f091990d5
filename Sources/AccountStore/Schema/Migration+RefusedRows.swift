import GRDB

extension Migration {
    /// The rows that the last import refused, with why as data; no rows at all if it refused none.
    static let refusedRows = Migration(version: 11) { database in
        try database.execute(
            sql: """
                CREATE TABLE last_import (
                    file TEXT,
                    at REAL NOT NULL,
                    refused INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE refused_rows (
                    number INTEGER PRIMARY KEY,
                    line INTEGER NOT NULL,
                    element INTEGER,
                    column_name TEXT,
                    code TEXT,
                    id TEXT,
                    reason TEXT NOT NULL
                ) STRICT;
                """
        )
    }
}
