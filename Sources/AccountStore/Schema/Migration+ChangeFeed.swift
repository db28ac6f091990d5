import GRDB

extension Migration {
    /// Each account has the version of the workspace at which it, or what is known of it on a system, changed last, so
    /// that a reader asks for no more than what is new.
    static let changeFeed = Migration(version: 9) { database in
        try database.execute(
            sql: """
                ALTER TABLE accounts ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX accounts_version ON accounts(version);
                CREATE TRIGGER links_new AFTER INSERT ON links BEGIN
                    UPDATE accounts SET version = (SELECT changes + 1 FROM workspace) WHERE id = NEW.account;
                END;
                CREATE TRIGGER links_changed AFTER UPDATE OF state, external_id, changed ON links BEGIN
                    UPDATE accounts SET version = (SELECT changes + 1 FROM workspace) WHERE id = NEW.account;
                END;
                CREATE TRIGGER links_gone AFTER DELETE ON links BEGIN
                    UPDATE accounts SET version = (SELECT changes + 1 FROM workspace) WHERE id = OLD.account;
                END;
                """
        )
    }
}
