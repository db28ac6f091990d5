extension Migration {
    /// What changed on systems is followed by the lines of the log: each commit notes how many there are then, so that a sweep
    /// of ten thousand links no longer writes the row of each account, with its twelve indexes.
    ///
    /// A commit counts its lines while it holds the row for which all writers wait, so the lines behind those of a version are
    /// exactly those of later ones. Earlier programs would not hear of a sweep, so they are refused.
    static let following = Migration(
        version: 10,
        leastKnown: 10,
        sql: """
            ALTER TABLE commits ADD COLUMN lines bigint;
            -- What these have changed is noted at the accounts themselves.
            UPDATE commits SET lines = entries FROM workspace WHERE commits.version IS NOT NULL;
            CREATE FUNCTION count_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = account_sync, pg_temp AS $$
            BEGIN
                NEW.lines := CASE WHEN NEW.version IS NOT NULL THEN (SELECT entries FROM workspace) END;
                RETURN NEW;
            END $$;
            CREATE TRIGGER counted BEFORE INSERT ON commits FOR EACH ROW EXECUTE FUNCTION count_lines();

            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )
}
