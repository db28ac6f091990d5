import GRDB

extension Migration {
    /// A workspace that moves is closed: whoever writes counts a change, and that fails, also in a program of an earlier
    /// version that was open all the while.
    static let closing = Migration(version: 19) { database in
        try database.execute(
            sql: """
                ALTER TABLE workspace ADD COLUMN closing TEXT;
                CREATE TRIGGER workspace_closed BEFORE UPDATE OF changes ON workspace
                    WHEN OLD.closing IS NOT NULL AND NEW.closing IS OLD.closing
                    BEGIN SELECT RAISE(ABORT, 'closed'); END;
                """
        )
    }
}
