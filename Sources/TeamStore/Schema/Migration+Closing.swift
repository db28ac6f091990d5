extension Migration {
    /// A workspace that moves is closed: whoever writes counts a change, which waits for the row's lock and then fails, also
    /// in a program of an earlier version that was open all the while.
    static let closing = Migration(
        version: 4,
        leastKnown: 3,
        sql: """
            ALTER TABLE workspace ADD COLUMN closing word;
            CREATE FUNCTION stay_closed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF OLD.closing IS NOT NULL AND NEW.closing IS NOT DISTINCT FROM OLD.closing THEN
                        RAISE EXCEPTION '%', OLD.closing USING ERRCODE = 'AS001';
                    END IF;
                    RETURN NEW;
                END $$;
            CREATE TRIGGER workspace_closed BEFORE UPDATE OF changes ON workspace
                FOR EACH ROW EXECUTE FUNCTION stay_closed();
            """
    )
}
