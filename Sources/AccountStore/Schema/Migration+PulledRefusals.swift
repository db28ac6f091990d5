import GRDB

extension Migration {
    /// What is refused of the BSS stands beside what the last import of a file refused; each row says since when, and
    /// which parent was refused.
    ///
    /// A complete pull of the version before kept its rows as those of a file with the connection's name.
    static let pulledRefusals = Migration(version: 15) { database in
        try database.execute(
            sql: """
                ALTER TABLE last_import ADD COLUMN source TEXT NOT NULL DEFAULT 'file';
                ALTER TABLE refused_rows ADD COLUMN source TEXT NOT NULL DEFAULT 'file';
                ALTER TABLE refused_rows ADD COLUMN at REAL;
                ALTER TABLE refused_rows ADD COLUMN parent TEXT;
                CREATE INDEX refused_rows_id ON refused_rows(id);
                UPDATE last_import SET source = 'bss' WHERE file IN
                    (SELECT connection ->> 'name' FROM bss WHERE json_valid(connection));
                UPDATE refused_rows SET source = 'bss' WHERE EXISTS (SELECT 1 FROM last_import WHERE source = 'bss');
                """
        )
    }
}
