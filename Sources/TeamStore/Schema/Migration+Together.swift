extension Migration {
    /// The checks of links that change, and of new lines of the log, once for each statement: a sweep changes ten thousand
    /// rows at once, and a function for each of them takes longer than to write them.
    ///
    /// What is checked is what was checked row by row. Each question is asked about a row by itself, so that a plan which was
    /// made for ten thousand rows reads no more for one than its own. Earlier programs notice nothing of it.
    static let together = Migration(
        version: 9,
        leastKnown: 7,
        sql: lineChecksTogether + linkChecksTogether + """
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )

    /// `check_line` for all lines that a statement adds.
    private static let lineChecksTogether = """
        DROP TRIGGER checked ON log;
        DROP FUNCTION check_line();
        CREATE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            lines record;
            wrong text;
            is_free boolean := owns(session_user);
        BEGIN
            SELECT min(number) AS first, max(number) AS last, count(*) AS count,
                bool_and(hash ~ '^[0-9a-f]{64}$') AS hashed INTO lines FROM added;
            IF lines.count = 0 THEN RETURN NULL; END IF;
            IF NOT lines.hashed OR lines.last - lines.first + 1 <> lines.count
                OR lines.last <> (SELECT max(number) FROM log)
                OR lines.first <> 1 + coalesce((SELECT max(number) FROM log WHERE number < lines.first), 0)
                OR lines.last > (SELECT entries FROM workspace) THEN
                RAISE EXCEPTION 'number' USING ERRCODE = 'AS002';
            END IF;
            SELECT CASE
                WHEN (added.event <> 'probe' OR added.state IS DISTINCT FROM before.state)
                    AND NOT EXISTS (SELECT 1 FROM edges WHERE event = added.event
                        AND source = coalesce(before.state, 'not synchronized') AND target = added.state) THEN 'edge'
                WHEN coalesce(link.state, 'not synchronized') <> added.state
                    OR link.state IS NOT NULL AND (link.generation <> added.generation
                        OR link.attempt IS DISTINCT FROM added.attempt) THEN 'link'
                WHEN is_free THEN NULL
                WHEN added."by" <> session_user THEN 'by'
                WHEN added.event IN ('intent', 'outcome') AND (SELECT intent::json ->> 'by' FROM attempts
                    WHERE attempts.attempt = added.attempt) IS DISTINCT FROM session_user::text THEN 'by'
                WHEN NOT is_now((added.at::json ->> 'wall')::float8 + 978307200) THEN 'at'
                END INTO wrong
            FROM added
                LEFT JOIN LATERAL (SELECT state FROM log WHERE log.account = added.account AND log.system = added.system
                    AND log.number < added.number ORDER BY log.number DESC LIMIT 1) AS before ON true
                LEFT JOIN LATERAL (SELECT state, generation, attempt FROM links WHERE links.account = added.account
                    AND links.system = added.system LIMIT 1) AS link ON true
            ORDER BY 1 NULLS LAST LIMIT 1;
            IF wrong IS NOT NULL THEN
                RAISE EXCEPTION '%', wrong USING ERRCODE = CASE wrong WHEN 'at' THEN 'AS003' ELSE 'AS002' END;
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER checked AFTER INSERT ON log REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION check_lines();

        """

    /// `check_link` for all links that a statement updates; what is inserted or deleted is checked row by row as before.
    private static let linkChecksTogether = """
        DROP TRIGGER checked ON links;
        CREATE TRIGGER checked BEFORE INSERT OR DELETE ON links FOR EACH ROW EXECUTE FUNCTION check_link();
        CREATE FUNCTION check_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            wrong text;
            is_free boolean := owns(session_user);
        BEGIN
            -- A link stays the link of its account on its system.
            IF (SELECT count(*) FROM past) <> (SELECT count(*) FROM past JOIN present USING (account, system)) THEN
                RAISE EXCEPTION 'link' USING ERRCODE = 'AS002';
            END IF;
            SELECT CASE
                WHEN past.owner IS NOT NULL AND EXISTS (SELECT 1 FROM workers WHERE id = past.owner AND ended IS NULL
                    AND lease_until > clock_timestamp() AND login <> session_user) THEN 'owner'
                WHEN NOT EXISTS (SELECT 1 FROM edges WHERE source = past.state AND target = present.state) THEN 'edge'
                WHEN past.state = 'synchronized' AND (past.origin IS DISTINCT FROM 'adopted'
                    OR present.state = 'not synchronized' AND past.attempt IS NOT NULL) THEN 'created'
                WHEN present.generation <> past.generation + CASE WHEN present.state = 'sending'
                        AND (past.state = 'in doubt' OR present.generation = past.generation + 1) THEN 1 ELSE 0 END
                    OR present.state IN ('synchronized', 'conflict') AND present.external_id IS NULL
                    OR (present.state IN ('sending', 'waiting')) <> (present.owner IS NOT NULL)
                    OR present.state IN ('sending', 'waiting') AND present.attempt IS NULL THEN 'link'
                WHEN present."by" <> session_user AND NOT is_free THEN 'by'
                WHEN present.owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workers
                    WHERE id = present.owner AND login = session_user AND ended IS NULL) THEN 'owner'
                END INTO wrong
            FROM past JOIN present USING (account, system)
            WHERE NOT is_same(ROW(past.*)::links, ROW(present.*)::links)
            ORDER BY 1 NULLS LAST LIMIT 1;
            IF wrong IS NOT NULL THEN
                RAISE EXCEPTION '%', wrong USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER checked_together AFTER UPDATE ON links REFERENCING OLD TABLE AS past NEW TABLE AS present
            FOR EACH STATEMENT EXECUTE FUNCTION check_links();

        """
}
