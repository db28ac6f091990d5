extension Migration {
    /// A sweep of ten thousand links with what is the same for all of them said and asked once: the lines of what owes them are
    /// made by the server, and the checks ask about each link and each line only what differs.
    ///
    /// What is checked is what was checked before; whatever a check does not find alike, it asks row by row. Earlier programs
    /// write the same tables and notice nothing. A send asks for less as well: about one link there is nothing to join.
    static let sweeping = Migration(
        version: 12,
        leastKnown: 10,
        sql: fewerIndexes + linkChecksAtOnce + lineChecksAtOnce + sealOwed + takenItems + """
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )

    /// A gate asks about an attempt of an owner; else a link is found by the account and the system of its attempt.
    private static let fewerIndexes = """
        DROP INDEX links_owner, links_attempt;
        CREATE INDEX links_owner ON links(owner, attempt) WHERE owner IS NOT NULL;

        """

    private static let linkChecksAtOnce = """
        CREATE OR REPLACE FUNCTION check_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp SET enable_nestloop = off SET enable_mergejoin = off AS $$
        DECLARE
            found record;
            is_free boolean;
            owes boolean;
            were record;
            old links%ROWTYPE;
            new links%ROWTYPE;
        BEGIN
            -- What all of a sweep's links have in common is asked once.
            SELECT count(*) AS count, min(state) AS state, max(state) AS last, min(owner) AS owner, max(owner) AS last_owner
                INTO were FROM past;
            -- An insertion asks here as well, and one link needs no join.
            IF were.count = 0 THEN RETURN NULL; END IF;
            owes := EXISTS (SELECT 1 FROM owed WHERE written_in = pg_current_xact_id());
            IF were.count = 1 AND NOT owes THEN
                SELECT * INTO old FROM past;
                SELECT * INTO new FROM present;
                IF new.account <> old.account OR new.system <> old.system THEN
                    RAISE EXCEPTION 'link' USING ERRCODE = 'AS002';
                END IF;
                -- All but what is noted about a link beside its state, as in `is_same`.
                IF ROW(old.claim_key, old.generation, old.state, old.external_id, old.external_key, old.origin, old.unconfirmed,
                        old.options, old.parent, old.attempt, old.detail, old.reason, old.email, old.changed, old."by", old.owner)
                    IS NOT DISTINCT FROM ROW(new.claim_key, new.generation, new.state, new.external_id, new.external_key,
                        new.origin, new.unconfirmed, new.options, new.parent, new.attempt, new.detail, new.reason, new.email,
                        new.changed, new."by", new.owner) THEN
                    RETURN NULL;
                END IF;
                IF old.owner IS NOT NULL AND EXISTS (SELECT 1 FROM workers WHERE id = old.owner AND ended IS NULL
                    AND lease_until > clock_timestamp() AND login <> session_user) THEN
                    RAISE EXCEPTION 'owner' USING ERRCODE = 'AS002';
                END IF;
                IF NOT EXISTS (SELECT 1 FROM edges WHERE source = old.state AND target = new.state) THEN
                    RAISE EXCEPTION 'edge' USING ERRCODE = 'AS002';
                END IF;
                IF old.state = 'synchronized' AND (old.origin IS DISTINCT FROM 'adopted'
                    OR new.state = 'not synchronized' AND old.attempt IS NOT NULL) THEN
                    RAISE EXCEPTION 'created' USING ERRCODE = 'AS002';
                END IF;
                IF new.generation <> old.generation + (CASE WHEN new.state = 'sending'
                        AND (old.state = 'in doubt' OR new.generation = old.generation + 1) THEN 1 ELSE 0 END)
                    OR new.state IN ('synchronized', 'conflict') AND new.external_id IS NULL
                    OR (new.state IN ('sending', 'waiting')) <> (new.owner IS NOT NULL)
                    OR new.state IN ('sending', 'waiting') AND new.attempt IS NULL THEN
                    RAISE EXCEPTION 'link' USING ERRCODE = 'AS002';
                END IF;
                IF new."by" <> session_user AND NOT owns(session_user) THEN
                    RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
                END IF;
                IF new.owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workers
                    WHERE id = new.owner AND login = session_user AND ended IS NULL) THEN
                    RAISE EXCEPTION 'owner' USING ERRCODE = 'AS002';
                END IF;
                IF old.state = 'sending' AND new.state = 'in doubt' THEN
                    INSERT INTO owed (accounts, systems, generations, attempts)
                        VALUES (ARRAY[new.account], ARRAY[new.system], ARRAY[new.generation], ARRAY[new.attempt]);
                END IF;
                RETURN NULL;
            END IF;
            is_free := owns(session_user);
            IF were.count > 1 AND NOT owes AND were.state = 'sending' AND were.last = 'sending' THEN
                SELECT count(*) AS count, min(present.state) AS state, max(present.state) AS last,
                    count(present.owner) AS owners, min(present."by") AS "by", max(present."by") AS last_by,
                    array_agg(past.account) AS accounts, array_agg(past.system) AS systems,
                    array_agg(past.generation) AS generations, array_agg(present.attempt) AS attempts INTO found
                FROM past JOIN present ON present.account = past.account AND present.system = past.system
                    AND present.generation = past.generation;
                IF found.count = were.count AND found.state = 'in doubt' AND found.last = 'in doubt' AND found.owners = 0
                    AND (is_free OR found."by" = session_user AND found.last_by = session_user)
                    AND EXISTS (SELECT 1 FROM edges WHERE source = 'sending' AND target = 'in doubt')
                    AND NOT EXISTS (
                        SELECT 1 FROM unnest(CASE WHEN were.owner = were.last_owner THEN ARRAY[were.owner::text]
                            ELSE ARRAY(SELECT DISTINCT owner::text FROM past) END) AS one(owner)
                        CROSS JOIN LATERAL (SELECT 1 FROM workers WHERE id = one.owner AND ended IS NULL
                            AND lease_until > clock_timestamp() AND login <> session_user OFFSET 0) AS living)
                THEN
                    INSERT INTO owed (accounts, systems, generations, attempts)
                        VALUES (found.accounts, found.systems, found.generations, found.attempts);
                    RETURN NULL;
                END IF;
            END IF;
            -- Whatever is not so is asked link by link, and refused there.
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

    private static let lineChecksAtOnce = """
        CREATE OR REPLACE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp SET enable_nestloop = off SET enable_mergejoin = off AS $$
        DECLARE
            lines record;
            wrong text;
            sums record;
            is_free boolean := owns(session_user);
            owes boolean := EXISTS (SELECT 1 FROM owed WHERE written_in = pg_current_xact_id());
        BEGIN
            -- One pattern of 64 signs would be made anew for each line.
            SELECT min(number) AS first, max(number) AS last, count(*) AS count,
                bool_and(octet_length(hash) = 64 AND hash !~ '[^0-9a-f]') AS hashed,
                min(event) AS event, max(event) AS last_event, min(state) AS state, max(state) AS last_state,
                min("by") AS "by", max("by") AS last_by, min(at) AS at, max(at) AS last_at INTO lines FROM added;
            IF lines.count = 0 THEN RETURN NULL; END IF;
            IF NOT lines.hashed OR lines.last - lines.first + 1 <> lines.count
                OR lines.last <> (SELECT max(number) FROM log)
                OR lines.first <> 1 + coalesce((SELECT max(number) FROM log WHERE number < lines.first), 0)
                OR lines.last > (SELECT entries FROM workspace) THEN
                RAISE EXCEPTION 'number' USING ERRCODE = 'AS002';
            END IF;
            -- What all of a sweep's lines have in common is asked once. Each pays for one link: of two about the same, the
            -- second one follows the first.
            IF owes AND lines.count > 1 AND lines.event = 'taken over' AND lines.last_event = 'taken over'
                AND lines.state = 'in doubt' AND lines.last_state = 'in doubt'
                AND lines.count = (SELECT sum(cardinality(accounts)) FROM owed WHERE written_in = pg_current_xact_id())
                AND (is_free OR lines."by" = session_user AND lines.last_by = session_user AND lines.at = lines.last_at
                    AND is_now((lines.at::json ->> 'wall')::float8 + 978307200))
            THEN
                SELECT count(*) AS count, min(before.state) AS state, max(before.state) AS last_state INTO sums
                FROM added JOIN (SELECT one.account, one.system, one.generation, one.attempt FROM owed
                        CROSS JOIN LATERAL unnest(accounts, systems, generations, attempts)
                            AS one(account, system, generation, attempt)
                        WHERE written_in = pg_current_xact_id()) AS owing
                        ON owing.account = added.account AND owing.system = added.system
                        AND owing.generation = added.generation AND owing.attempt = added.attempt
                    CROSS JOIN LATERAL (SELECT state, attempt FROM log WHERE log.account = added.account
                        AND log.system = added.system AND log.number < added.number
                        ORDER BY log.number DESC LIMIT 1) AS before
                WHERE before.attempt = added.attempt;
                IF sums.count = lines.count AND sums.state = sums.last_state AND EXISTS (SELECT 1 FROM edges
                    WHERE event = 'taken over' AND source = sums.state AND target = 'in doubt') THEN
                    DELETE FROM owed WHERE written_in = pg_current_xact_id();
                    RETURN NULL;
                END IF;
            END IF;
            -- Whatever is not so is asked line by line, and refused there.
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

    /// `seal` for the lines that a transaction owes, in the order of their accounts: they differ in what is noted there alone.
    private static let sealOwed = """
        INSERT INTO rights VALUES ('operator', 'EXECUTE', 'FUNCTION seal_owed(uuid, bigint, text, text, text, text)');
        CREATE FUNCTION seal_owed(id uuid, many bigint, event text, reason text, moment text, author text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = account_sync, pg_temp AS $$
        #variable_conflict use_column
        DECLARE
            begun timestamptz := clock_timestamp();
            head text := \(part("seal_owed.event"));
            -- In the order of their columns; there is no id, no finding and no intent.
            tail text := \(part("'in doubt'")) || '0:0:' || \(part("''"))
                || \(part("seal_owed.reason"))
                || \(part("moment")) || \(part("author")) || '0:';
            owing record;
            -- By itself, since to find an element in a record's array takes longer the further back it is.
            bodies text[];
            hashes text[] := '{}';
            previous text;
            sealed record;
        BEGIN
            SELECT count(*) AS count, array_agg(account) AS accounts, array_agg(system) AS systems,
                array_agg(generation) AS generations, array_agg(attempt) AS attempts,
                array_agg(head || \(part("attempt"))
                    || \(part("account")) || \(part("system"))
                    || \(part("generation::text")) || tail) AS bodies INTO owing
            FROM (SELECT one.account, one.system, one.generation, one.attempt FROM owed
                    CROSS JOIN LATERAL unnest(accounts, systems, generations, attempts)
                        AS one(account, system, generation, attempt)
                WHERE written_in = pg_current_xact_id()
                ORDER BY one.account COLLATE "C", one.system COLLATE "C") AS one;
            bodies := owing.bodies;
            -- What the login no longer sees was not put in doubt, or is not its to tell of.
            IF owing.count <> many OR owing.count > 0 AND NOT sees_all() AND EXISTS (
                SELECT 1 FROM unnest(owing.accounts) AS line(account) WHERE NOT sees_account(line.account)) THEN
                RAISE EXCEPTION 'log' USING ERRCODE = 'AS007';
            END IF;
            UPDATE workspace SET changes = changes + 1, entries = entries + owing.count,
                told = CASE WHEN told BETWEEN clock_timestamp() - interval '0.1 s' AND clock_timestamp() THEN told
                    ELSE clock_timestamp() END
                RETURNING changes, entries - owing.count AS before, told >= begun AS tells INTO sealed;
            IF owing.count > 0 THEN
                -- What was being sent has a line.
                SELECT hash INTO previous FROM log WHERE number = sealed.before;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'number' USING ERRCODE = 'AS002';
                END IF;
                FOR place IN 1..owing.count LOOP
                    previous := encode(sha256(convert_to('64:' || previous || octet_length((sealed.before + place)::text)
                        || ':' || sealed.before + place || bodies[place], 'UTF8')), 'hex');
                    hashes[place] := previous;
                END LOOP;
                INSERT INTO log (number, event, attempt, account, system, generation, state, detail, reason, at, "by", hash)
                SELECT sealed.before + place, seal_owed.event, attempt, account, system, generation, 'in doubt', '',
                    seal_owed.reason, moment, author, hash
                FROM unnest(owing.accounts, owing.systems, owing.generations, owing.attempts, hashes)
                    WITH ORDINALITY AS line(account, system, generation, attempt, hash, place) ORDER BY place;
            END IF;
            INSERT INTO commits (id, version, written_in) VALUES (seal_owed.id, sealed.changes, pg_current_xact_id());
            IF sealed.tells THEN PERFORM pg_notify('account_sync', ''); END IF;
        END $$;

        """

    /// A process has many items of few runs, and each of the two is looked up once.
    private static let takenItems = """
        CREATE OR REPLACE FUNCTION taken_items(name text) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN (SELECT coalesce(sum(taken.items), 0) FROM (
                    SELECT run, owner, count(*) AS items FROM run_items WHERE owner IS NOT NULL GROUP BY run, owner OFFSET 0
                ) AS taken JOIN runs ON runs.number = taken.run JOIN workers ON workers.id = taken.owner
                WHERE runs.system = name AND workers.ended IS NULL AND workers.lease_until > clock_timestamp());
        END $$;

        """
}
