import GRDB

extension Migration {
    /// Each account says where it comes from; those of the BSS are found by an index, which also has what a complete
    /// read of the BSS compares.
    static let origins = Migration(version: 12) { database in
        try database.execute(
            sql: """
                ALTER TABLE accounts ADD COLUMN source TEXT;
                ALTER TABLE accounts ADD COLUMN as_of REAL;
                ALTER TABLE accounts ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX accounts_bss ON accounts(id, code, unseen, source) WHERE source = 'bss';
                """
        )
    }
}
