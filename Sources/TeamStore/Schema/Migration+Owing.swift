extension Migration {
    /// A sweep of ten thousand links in a few questions, also at the commit: what a statement has put in doubt *owes* its lines,
    /// which is noted in one row for all of them, and paid by the statement that adds the lines.
    ///
    /// What is checked is what was checked before, in the same order. Lines keep what foreign keys asked about each: a line
    /// follows one about the same link, or is about a link that is there, and what lines name is not deleted. Earlier
    /// programs write the same tables and notice nothing.
    static let owing = Migration(
        version: 11,
        leastKnown: 10,
        sql: owed + references + linkChecksThatOwe + lineChecksThatPay + """
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )

    /// Only the checks read and write it, and between transactions it is empty: whoever else was granted something is
    /// stopped by the lack of a policy.
    private static let owed = """
        CREATE TABLE owed (
            written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
            accounts text[] NOT NULL,
            systems text[] NOT NULL,
            generations bigint[] NOT NULL,
            attempts text[] NOT NULL
        );
        -- They are gone before it would pay to compress them.
        ALTER TABLE owed ALTER accounts SET STORAGE EXTERNAL, ALTER systems SET STORAGE EXTERNAL,
            ALTER generations SET STORAGE EXTERNAL, ALTER attempts SET STORAGE EXTERNAL;
        CREATE INDEX owed_written ON owed(written_in);
        ALTER TABLE owed ENABLE ROW LEVEL SECURITY;

        CREATE FUNCTION want_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM owed WHERE written_in = NEW.written_in) THEN
                RAISE EXCEPTION 'line' USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER paid AFTER INSERT ON owed DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION want_paid();

        -- What owes together is asked about together; each other change still by itself.
        DROP TRIGGER logged ON links;
        CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE ON links DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION want_line();
        CREATE CONSTRAINT TRIGGER logged_alone AFTER UPDATE ON links DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN (NOT (OLD.state = 'sending' AND NEW.state = 'in doubt'
                AND OLD.account = NEW.account AND OLD.system = NEW.system))
            EXECUTE FUNCTION want_line();

        """

    /// What foreign keys were for.
    ///
    /// An attempt is never deleted; accounts and systems are not while a line names them.
    private static let references = """
        ALTER TABLE log DROP CONSTRAINT log_attempt_fkey, DROP CONSTRAINT log_account_fkey, DROP CONSTRAINT log_system_fkey;
        CREATE FUNCTION stay_named() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            is_named boolean;
        BEGIN
            -- The question needs a later snapshot than the one of a line that was just committed.
            IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
                RAISE EXCEPTION 'isolation' USING ERRCODE = 'AS002';
            END IF;
            IF TG_TABLE_NAME = 'systems' THEN
                is_named := EXISTS (SELECT 1 FROM log WHERE system = OLD.name);
            ELSE
                is_named := EXISTS (SELECT 1 FROM log WHERE account = OLD.id);
            END IF;
            IF is_named THEN
                RAISE EXCEPTION 'log' USING ERRCODE = 'foreign_key_violation';
            END IF;
            RETURN NULL;
        END $$;
        -- By their names they come behind the keys of the links, which wait for whoever is changing one.
        CREATE TRIGGER named_in_log AFTER DELETE ON systems FOR EACH ROW EXECUTE FUNCTION stay_named();
        CREATE TRIGGER named_in_log AFTER DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION stay_named();
        CREATE TRIGGER renamed_in_log AFTER UPDATE ON systems FOR EACH ROW WHEN (OLD.name <> NEW.name)
            EXECUTE FUNCTION stay_named();
        CREATE TRIGGER renamed_in_log AFTER UPDATE ON accounts FOR EACH ROW WHEN (OLD.id <> NEW.id)
            EXECUTE FUNCTION stay_named();

        """

    /// A plan that was made for one row goes through ten thousand with ten thousand, so nothing is joined in that way.
    private static let linkChecksThatOwe = """
        CREATE OR REPLACE FUNCTION check_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp SET enable_nestloop = off AS $$
        DECLARE
            found record;
            is_free boolean := owns(session_user);
            owes boolean := EXISTS (SELECT 1 FROM owed WHERE written_in = pg_current_xact_id());
        BEGIN
            SELECT min(CASE
                    -- A link stays the link of its account on its system.
                    WHEN present.account IS NULL THEN 'link'
                    -- What owes a line has it before it changes again: the line is about the link as it is.
                    WHEN owes AND (past.account::text, past.system::text) IN (
                        SELECT one.account, one.system FROM owed
                            CROSS JOIN LATERAL unnest(accounts, systems) AS one(account, system)
                        WHERE written_in = pg_current_xact_id()) THEN 'line'
                    WHEN past.owner = ANY(others.names) THEN 'owner'
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
                    END) AS wrong,
                array_agg(past.account) FILTER (WHERE past.state = 'sending' AND present.state = 'in doubt') AS accounts,
                array_agg(past.system) FILTER (WHERE past.state = 'sending' AND present.state = 'in doubt') AS systems,
                array_agg(present.generation) FILTER (WHERE past.state = 'sending' AND present.state = 'in doubt')
                    AS generations,
                array_agg(present.attempt) FILTER (WHERE past.state = 'sending' AND present.state = 'in doubt') AS attempts
                INTO found
            FROM past LEFT JOIN present ON present.account = past.account AND present.system = past.system
                -- Processes of other logins that live.
                CROSS JOIN (SELECT ARRAY(SELECT one.id FROM (SELECT DISTINCT owner FROM past WHERE owner IS NOT NULL) AS had
                    CROSS JOIN LATERAL (SELECT id FROM workers WHERE id = had.owner AND ended IS NULL
                        AND lease_until > clock_timestamp() AND login <> session_user OFFSET 0) AS one) AS names) AS others
            -- All but what is noted about a link beside its state, as in `is_same`.
            WHERE present.account IS NULL OR ROW(past.claim_key, past.generation, past.state, past.external_id,
                    past.external_key, past.origin, past.unconfirmed, past.options, past.parent, past.attempt, past.detail,
                    past.reason, past.email, past.changed, past."by", past.owner)
                IS DISTINCT FROM ROW(present.claim_key, present.generation, present.state, present.external_id,
                    present.external_key, present.origin, present.unconfirmed, present.options, present.parent,
                    present.attempt, present.detail, present.reason, present.email, present.changed, present."by",
                    present.owner);
            IF found.wrong IS NOT NULL THEN
                RAISE EXCEPTION '%', found.wrong USING ERRCODE = 'AS002';
            END IF;
            IF found.accounts IS NOT NULL THEN
                INSERT INTO owed (accounts, systems, generations, attempts)
                    VALUES (found.accounts, found.systems, found.generations, found.attempts);
            END IF;
            RETURN NULL;
        END $$;

        """

    private static let lineChecksThatPay = """
        CREATE OR REPLACE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp SET enable_nestloop = off AS $$
        DECLARE
            lines record;
            wrong text;
            is_free boolean := owns(session_user);
            owes boolean := EXISTS (SELECT 1 FROM owed WHERE written_in = pg_current_xact_id());
        BEGIN
            -- One pattern of 64 signs would be made anew for each line.
            SELECT min(number) AS first, max(number) AS last, count(*) AS count,
                bool_and(octet_length(hash) = 64 AND hash !~ '[^0-9a-f]') AS hashed INTO lines FROM added;
            IF lines.count = 0 THEN RETURN NULL; END IF;
            IF NOT lines.hashed OR lines.last - lines.first + 1 <> lines.count
                OR lines.last <> (SELECT max(number) FROM log)
                OR lines.first <> 1 + coalesce((SELECT max(number) FROM log WHERE number < lines.first), 0)
                OR lines.last > (SELECT entries FROM workspace) THEN
                RAISE EXCEPTION 'number' USING ERRCODE = 'AS002';
            END IF;
            SELECT min(CASE
                WHEN (added.event <> 'probe' OR added.state IS DISTINCT FROM before.state)
                    AND NOT EXISTS (SELECT 1 FROM edges WHERE event = added.event
                        AND source = coalesce(before.state, 'not synchronized') AND target = added.state) THEN 'edge'
                WHEN coalesce(link.state, 'not synchronized') <> added.state
                    OR link.state IS NOT NULL AND (link.generation <> added.generation
                        OR link.attempt IS DISTINCT FROM added.attempt) THEN 'link'
                -- The line before was asked the same.
                WHEN added.attempt IS DISTINCT FROM before.attempt AND NOT EXISTS (SELECT 1 FROM attempts
                    WHERE attempts.attempt = added.attempt AND attempts.account = added.account
                        AND attempts.system = added.system) AND added.attempt IS NOT NULL THEN 'attempt'
                WHEN is_free THEN NULL
                WHEN added."by" <> session_user THEN 'by'
                WHEN added.event IN ('intent', 'outcome') AND (SELECT intent::json ->> 'by' FROM attempts
                    WHERE attempts.attempt = added.attempt) IS DISTINCT FROM session_user::text THEN 'by'
                WHEN NOT added.at IN (SELECT at FROM (SELECT DISTINCT at FROM added OFFSET 0) AS moments
                    WHERE is_now((at::json ->> 'wall')::float8 + 978307200)) THEN 'at'
                END) INTO wrong
            FROM added
                LEFT JOIN (SELECT one.account, one.system, one.generation, one.attempt FROM owed
                        CROSS JOIN LATERAL unnest(accounts, systems, generations, attempts)
                            AS one(account, system, generation, attempt)
                    WHERE owes AND written_in = pg_current_xact_id()) AS owing
                    ON owing.account = added.account AND owing.system = added.system
                LEFT JOIN LATERAL (SELECT state, attempt FROM log WHERE log.account = added.account
                    AND log.system = added.system AND log.number < added.number
                    ORDER BY log.number DESC LIMIT 1) AS before ON true
                -- What owes is as it was noted.
                LEFT JOIN LATERAL (
                    SELECT 'in doubt' AS state, owing.generation, owing.attempt WHERE owing.account IS NOT NULL
                    UNION ALL
                    (SELECT state, generation, attempt FROM links WHERE owing.account IS NULL
                        AND links.account = added.account AND links.system = added.system LIMIT 1)) AS link ON true;
            IF wrong IS NOT NULL THEN
                RAISE EXCEPTION '%', wrong USING ERRCODE = CASE wrong WHEN 'at' THEN 'AS003' ELSE 'AS002' END;
            END IF;
            IF owes THEN
                WITH paid AS (DELETE FROM owed WHERE written_in = pg_current_xact_id() RETURNING *)
                INSERT INTO owed (accounts, systems, generations, attempts)
                SELECT array_agg(one.account), array_agg(one.system), array_agg(one.generation), array_agg(one.attempt)
                FROM paid CROSS JOIN LATERAL unnest(accounts, systems, generations, attempts)
                        AS one(account, system, generation, attempt)
                    LEFT JOIN added ON added.account = one.account AND added.system = one.system
                WHERE added.account IS NULL HAVING count(*) > 0;
            END IF;
            RETURN NULL;
        END $$;

        """
}
