import GRDB

extension Migration {
    /// The BSS from which accounts are pulled, and how far it has been read.
    static let bss = Migration(version: 13) { database in
        try database.execute(
            sql: """
                CREATE TABLE bss (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    connection TEXT NOT NULL,
                    identity TEXT NOT NULL,
                    state TEXT NOT NULL
                ) STRICT;
                """
        )
    }
}
