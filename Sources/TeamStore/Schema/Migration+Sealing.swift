extension Migration {
    /// The end of a writing transaction as one call, in which the server computes the log's chain, so that the row for which
    /// all writers wait is not held while a program gets round to the next statement; and the questions that policies and
    /// triggers ask with each statement, in a language whose plans a session keeps.
    ///
    /// Earlier programs go on: they chain by themselves, under the lock of the same row, and notice after a second what is
    /// not said to them.
    static let sealing = Migration(
        version: 8,
        leastKnown: 7,
        sql: plannedAnswers + plannedScopes + plannedChecks + seal + """
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )

    /// A function in SQL is parsed and planned anew with each statement that calls it.
    private static let plannedAnswers = """
        CREATE OR REPLACE FUNCTION owns(login name) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN (SELECT pg_has_role($1, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'account_sync');
        END $$;

        CREATE OR REPLACE FUNCTION role_of(login name) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF owns($1) THEN RETURN 'administrator'; END IF;
            RETURN (SELECT role FROM members WHERE members.login = $1::text);
        END $$;

        CREATE OR REPLACE FUNCTION includes(role text, wanted text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
        SECURITY DEFINER SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN coalesce(
                array_position(ARRAY['viewer', 'operator', 'approver', 'administrator'], role)
                    >= array_position(ARRAY['viewer', 'operator', 'approver', 'administrator'], wanted),
                false);
        END $$;

        CREATE OR REPLACE FUNCTION log_end(wanted bigint) RETURNS TABLE (number bigint, hash word) LANGUAGE plpgsql STABLE
        SECURITY DEFINER SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN QUERY SELECT log.number, log.hash FROM log
                WHERE log.number = coalesce(wanted, (SELECT max(log.number) FROM log));
        END $$;

        CREATE OR REPLACE FUNCTION is_held(key text, folded text, own text) RETURNS boolean LANGUAGE plpgsql STABLE
        SECURITY DEFINER SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM links WHERE state = 'synchronized' AND claim_key = key AND external_key = folded
                AND account IS DISTINCT FROM CASE WHEN sees_account(own) THEN own END);
        END $$;

        CREATE OR REPLACE FUNCTION taken_items(name text) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN (SELECT count(*) FROM run_items JOIN runs ON runs.number = run_items.run
                JOIN workers ON workers.id = run_items.owner
                WHERE run_items.owner IS NOT NULL AND runs.system = name
                    AND workers.ended IS NULL AND workers.lease_until > clock_timestamp());
        END $$;

        """

    private static let plannedScopes = """
        CREATE OR REPLACE FUNCTION sees_all() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM members WHERE login = session_user::text AND NOT limited) OR owns(session_user);
        END $$;

        CREATE OR REPLACE FUNCTION sees_account(wanted text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN sees_all() OR EXISTS (SELECT 1 FROM accounts JOIN scope_ranges() AS range
                ON accounts.path >= range.low AND accounts.path < range.high WHERE accounts.id = wanted);
        END $$;

        """

    private static let plannedChecks = """
        -- Whom the members' table lets in is not looked up among the server's roles.
        CREATE OR REPLACE FUNCTION only_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF array_position(ARRAY['viewer', 'operator', 'approver', 'administrator'],
                (SELECT role::text FROM members WHERE login = session_user::text))
                >= array_position(ARRAY['viewer', 'operator', 'approver', 'administrator'], TG_ARGV[0]) THEN
                RETURN NULL;
            END IF;
            IF NOT includes(role_of(session_user), TG_ARGV[0]) THEN
                RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'AS006';
            END IF;
            RETURN NULL;
        END $$;

        CREATE OR REPLACE FUNCTION is_now(seconds double precision) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN abs(seconds - extract(epoch FROM clock_timestamp())) <= 120;
        END $$;

        CREATE OR REPLACE FUNCTION is_approved(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN coalesce((SELECT approval_until IS NULL OR EXISTS (SELECT 1 FROM approvals
                WHERE run = runs.number AND approvals.hash = runs.hash AND approvals."by" <> runs.author)
                FROM runs WHERE number = wanted), false);
        END $$;

        """

    /// A part of a line as `LogChain` hashes it, with its length before it; NULL is nothing, and all else begins with a sign.
    static func part(_ value: String) -> String {
        "CASE WHEN \(value) IS NULL THEN '0:' ELSE octet_length(\(value)) + 1 || ':=' || \(value) END"
    }

    private static let parts = [
        "event", "attempt", "account", "system", "generation::text", "state", "external_id", "finding", "''", "reason",
        "at",
        "\"by\"", "intended",
    ]
    .map(part).joined(separator: "\n                || ")

    private static let columns = """
        unnest(events, attempts, accounts, systems, generations, states, external_ids, findings, reasons, moments, authors)
            WITH ORDINALITY AS given(event, attempt, account, system, generation, state, external_id, finding, reason, at,
                "by", place)
        """

    /// Counts a change, adds lines to the log, and tells who listens, unless somebody has told them just now.
    private static let seal = """
        ALTER TABLE workspace ADD COLUMN told timestamptz;
        ALTER TABLE paces ADD COLUMN began timestamptz;
        INSERT INTO rights VALUES ('operator', 'UPDATE (began)', 'paces'), ('operator', 'EXECUTE', 'FUNCTION seal(uuid, text[], text[], text[], text[], bigint[], \
        text[], text[], text[], text[], text[], text[])');
        CREATE FUNCTION seal(id uuid, events text[], attempts text[], accounts text[], systems text[], generations bigint[],
            states text[], external_ids text[], findings text[], reasons text[], moments text[], authors text[])
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = account_sync, pg_temp AS $$
        #variable_conflict use_column
        DECLARE
            begun timestamptz := clock_timestamp();
            count bigint := cardinality(events);
            bodies text[];
            hashes text[] := '{}';
            previous text;
            sealed record;
        BEGIN
            -- A line about an account that the login does not see is not its to write; the rest is for the triggers to say.
            IF count > 0 AND NOT sees_all() AND EXISTS (
                SELECT 1 FROM unnest(accounts) AS line(account) WHERE NOT sees_account(line.account)) THEN
                RAISE EXCEPTION 'log' USING ERRCODE = 'AS007';
            END IF;
            -- Whatever needs no lock is made before it.
            IF count > 0 THEN
                SELECT array_agg(body ORDER BY place) INTO bodies FROM (
                    SELECT place, \(parts) AS body FROM (
                        SELECT given.*, CASE WHEN event = 'intent' THEN
                            (SELECT intent FROM attempts WHERE attempts.attempt = given.attempt) END AS intended
                        FROM \(columns)
                    ) AS line
                ) AS line;
            END IF;
            UPDATE workspace SET changes = changes + 1, entries = entries + count,
                told = CASE WHEN told BETWEEN clock_timestamp() - interval '0.1 s' AND clock_timestamp() THEN told
                    ELSE clock_timestamp() END
                RETURNING changes, entries, workspace.id AS book, told >= begun AS tells INTO sealed;
            IF count > 0 THEN
                IF sealed.entries = count THEN
                    -- What `LogChain.start` hashes.
                    previous := encode(sha256(convert_to('16:account-sync log'
                        || octet_length(sealed.book) || ':' || sealed.book, 'UTF8')), 'hex');
                ELSE
                    SELECT hash INTO previous FROM log WHERE number = sealed.entries - count;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'number' USING ERRCODE = 'AS002';
                    END IF;
                END IF;
                FOR place IN 1..count LOOP
                    previous := encode(sha256(convert_to('64:' || previous
                        || octet_length((sealed.entries - count + place)::text) || ':' || sealed.entries - count + place
                        || bodies[place], 'UTF8')), 'hex');
                    hashes[place] := previous;
                END LOOP;
                INSERT INTO log (number, event, attempt, account, system, generation, state, external_id, finding, detail,
                    reason, at, "by", hash)
                SELECT sealed.entries - count + place, event, attempt, account, system, generation, state, external_id, finding,
                    '', reason, at, "by", hashes[place]
                FROM \(columns) ORDER BY place;
            END IF;
            INSERT INTO commits (id, version, written_in) VALUES (seal.id, sealed.changes, pg_current_xact_id());
            IF sealed.tells THEN PERFORM pg_notify('account_sync', ''); END IF;
        END $$;

        """
}
