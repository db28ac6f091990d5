-- Links of accounts that have none, with their attempts and lines of the log, as if they had been sent like the first one.
SET search_path = account_sync;
SET session_replication_role = replica;
CREATE TEMP TABLE pattern AS SELECT * FROM links WHERE state = 'synchronized' LIMIT 1;
CREATE TEMP TABLE made AS
    SELECT id AS account, gen_random_uuid()::text AS attempt, row_number() OVER () AS place
    FROM accounts WHERE id NOT IN (SELECT account FROM links) LIMIT :count;
INSERT INTO attempts
    SELECT made.attempt, made.account, system, claim_key, 1, intent, request_hash
    FROM made, attempts WHERE attempts.attempt = (SELECT attempt FROM pattern);
INSERT INTO links (account, system, claim_key, generation, state, external_id, external_key, origin, options, parent,
        attempt, email, changed, "by")
    SELECT made.account, system, claim_key, 1, state, 'dbx-' || place, 'dbx-' || place, origin, options, parent,
        made.attempt, place || email, changed, "by" FROM made, pattern;
DO $$
DECLARE
    part record;
    line record;
BEGIN
    SELECT at::text, "by"::text AS author FROM log WHERE event = 'outcome' LIMIT 1 INTO line;
    FOR part IN
        SELECT array_agg(event) AS events, array_agg(attempt) AS attempts, array_agg(account::text) AS accounts,
            array_agg(system::text) AS systems, array_agg(1::bigint) AS generations, array_agg(state) AS states,
            array_agg(external) AS externals, array_agg(NULL::text) AS nothing, array_agg(line.at) AS moments,
            array_agg(line.author) AS authors
        FROM (
            SELECT 'intent' AS event, made.attempt, made.account, system, 'sending' AS state, NULL AS external, place * 2 AS n
            FROM made, pattern
            UNION ALL
            SELECT 'outcome', made.attempt, made.account, system, 'synchronized', 'dbx-' || place, place * 2 + 1
            FROM made, pattern
            ORDER BY n) AS lines
        GROUP BY n / 400 ORDER BY n / 400
    LOOP
        PERFORM seal(gen_random_uuid(), part.events, part.attempts, part.accounts, part.systems, part.generations,
            part.states, part.externals, part.nothing, part.nothing, part.moments, part.authors);
    END LOOP;
END $$;
ANALYZE links;
ANALYZE log;
ANALYZE attempts;
