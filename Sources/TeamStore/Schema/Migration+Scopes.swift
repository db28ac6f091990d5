extension Migration {
    /// What a member may see and touch: the whole book, or some resellers and what is below them.
    ///
    /// Every table that names an account has a policy. A member without limits is asked about once for each statement, and
    /// not for each row; the others compare an account's path with their ranges, by operators that tell nothing of a
    /// value (`proleakproof`). The owner, and so every function here and every check of a foreign key, sees everything.
    ///
    /// Earlier programs read the end of the log and who holds an email by themselves, which no longer shows all.
    static let scopes = Migration(
        version: 7,
        leastKnown: 7,
        sql: scopeTables + scopeFunctions + scopeAnswers + scopeAdmission + pathChecks + scopePolicies + """
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )

    private static let scopeTables = """
        ALTER TABLE members ADD COLUMN limited boolean NOT NULL DEFAULT false;
        CREATE TABLE scopes (
            login word NOT NULL REFERENCES members(login) ON DELETE CASCADE,
            account word NOT NULL REFERENCES accounts(id),
            PRIMARY KEY (login, account)
        );
        -- Transactions after which somebody sees other accounts than before: all that are limited, or one login.
        CREATE TABLE reshaped (
            written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
            login word NOT NULL DEFAULT '',
            PRIMARY KEY (written_in, login)
        );
        UPDATE rights SET object = 'FUNCTION admit(text, text, text[])' WHERE object = 'FUNCTION admit(text, text)';
        DELETE FROM rights WHERE object = 'emails';
        INSERT INTO rights VALUES
            ('viewer', 'EXECUTE', 'FUNCTION sees_all()'),
            ('viewer', 'EXECUTE', 'FUNCTION scope_ranges()'),
            ('viewer', 'EXECUTE', 'FUNCTION sees_run(bigint)'),
            ('viewer', 'EXECUTE', 'FUNCTION log_end(bigint)'),
            ('viewer', 'EXECUTE', 'FUNCTION known_keys(text, text, text[])'),
            ('operator', 'EXECUTE', 'FUNCTION is_held(text, text, text)'),
            ('operator', 'EXECUTE', 'FUNCTION email_holder(text, text, text, text[])'),
            ('operator', 'EXECUTE', 'FUNCTION taken_items(text)');
        CREATE TRIGGER a_for_administrators BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON scopes
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('administrator');
        CREATE TRIGGER a_for_operators BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON reshaped
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('operator');

        """

    /// What the policies ask.
    private static let scopeFunctions = """
        -- Whoever is no member sees nothing, whatever was granted: also one who is just being let out.
        CREATE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT owns(session_user)
                OR EXISTS (SELECT 1 FROM members WHERE login = session_user::text AND NOT limited) $$;

        -- A path and all below it: what continues a path does so with chr(1), and nothing stands before that.
        CREATE FUNCTION scope_ranges() RETURNS TABLE (low word, high word) LANGUAGE sql STABLE SECURITY DEFINER ROWS 2
        SET search_path = account_sync, pg_temp AS $$
            SELECT accounts.path, (accounts.path || chr(2))::word
            FROM scopes JOIN members USING (login) JOIN accounts ON accounts.id = scopes.account
            WHERE scopes.login = session_user::text $$;

        -- A run is seen by whoever sees all of its accounts: its plan says something about each.
        CREATE FUNCTION sees_run(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT sees_all() OR EXISTS (SELECT 1 FROM members WHERE login = session_user::text) AND NOT EXISTS (
                SELECT 1 FROM run_items LEFT JOIN accounts ON accounts.id = run_items.account
                WHERE run_items.run = wanted AND NOT EXISTS (
                    SELECT 1 FROM scope_ranges() AS range WHERE accounts.path >= range.low AND accounts.path < range.high)) $$;

        CREATE FUNCTION sees_account(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT sees_all() OR EXISTS (SELECT 1 FROM accounts JOIN scope_ranges() AS range
                ON accounts.path >= range.low AND accounts.path < range.high WHERE accounts.id = wanted) $$;

        CREATE FUNCTION unlimited() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NOT sees_all() THEN RAISE EXCEPTION '%', TG_TABLE_NAME USING ERRCODE = 'AS007'; END IF;
            RETURN NULL;
        END $$;

        """

    /// What is asked about all accounts, whoever asks; an answer names no account that the asker does not see.
    private static let scopeAnswers = """
        -- The last line of the log, or that of a number.
        CREATE FUNCTION log_end(wanted bigint) RETURNS TABLE (number bigint, hash word) LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT log.number, log.hash FROM log
            WHERE log.number = coalesce(wanted, (SELECT max(log.number) FROM log)) $$;

        CREATE FUNCTION is_held(key text, folded text, own text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT EXISTS (SELECT 1 FROM links WHERE state = 'synchronized' AND claim_key = key AND external_key = folded
                AND account IS DISTINCT FROM CASE WHEN sees_account(own) THEN own END) $$;

        -- Two accounts with one email see nothing of each other: they meet at this row.
        CREATE FUNCTION email_holder(vendor text, wanted text, own text, states text[]) RETURNS text
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = account_sync, pg_temp AS $$
        DECLARE found record;
        BEGIN
            INSERT INTO emails (claim_key, email) VALUES (vendor, wanted)
                ON CONFLICT (claim_key, email) DO UPDATE SET email = excluded.email;
            SELECT accounts.code, sees_all() OR EXISTS (SELECT 1 FROM scope_ranges() AS range
                    WHERE accounts.path >= range.low AND accounts.path < range.high) AS seen INTO found
                FROM links JOIN accounts ON accounts.id = links.account
                WHERE links.email = wanted AND links.claim_key = vendor
                    AND links.account IS DISTINCT FROM CASE WHEN sees_account(own) THEN own END
                    AND links.state = ANY(states) LIMIT 1;
            RETURN CASE WHEN found.seen THEN found.code WHEN found.code IS NOT NULL THEN '' END;
        END $$;

        CREATE FUNCTION known_keys(key text, name text, wanted text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT one FROM unnest(wanted) AS one
            WHERE EXISTS (SELECT 1 FROM links WHERE claim_key = key AND state = 'synchronized' AND external_key = one)
                OR EXISTS (SELECT 1 FROM links WHERE system = name AND external_key = one
                    AND state IN ('already at the vendor', 'conflict', 'abandoned')) $$;

        -- How many items living processes have over all runs of a system.
        CREATE FUNCTION taken_items(name text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT count(*) FROM run_items JOIN runs ON runs.number = run_items.run
                JOIN workers ON workers.id = run_items.owner
            WHERE run_items.owner IS NOT NULL AND runs.system = name
                AND workers.ended IS NULL AND workers.lease_until > clock_timestamp() $$;

        """

    /// Letting a login in with its limits, in one: none of it is seen without the other.
    private static let scopeAdmission = """
        CREATE OR REPLACE FUNCTION refuse_unless_administrator() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF role_of(session_user) IS DISTINCT FROM 'administrator' THEN
                RAISE EXCEPTION 'administrator' USING ERRCODE = 'AS006';
            END IF;
            IF NOT sees_all() THEN RAISE EXCEPTION 'members' USING ERRCODE = 'AS007'; END IF;
        END $$;

        DROP FUNCTION admit(text, text);
        -- Without a list the limits stay; an empty one is the whole book.
        CREATE FUNCTION admit(whom text, as_role text, below text[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            wanted text;
            change bigint;
        BEGIN
            PERFORM refuse_unless_administrator();
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = whom) THEN
                RAISE EXCEPTION 'login' USING ERRCODE = 'AS004';
            END IF;
            IF owns(whom) THEN
                RAISE EXCEPTION 'owner' USING ERRCODE = 'AS005';
            END IF;
            IF below <> '{}' AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = whom AND rolbypassrls) THEN
                RAISE EXCEPTION 'bypass' USING ERRCODE = 'AS009';
            END IF;
            FOREACH wanted IN ARRAY coalesce(below, '{}') LOOP
                IF NOT EXISTS (SELECT 1 FROM accounts WHERE code = wanted AND kind = 'reseller') THEN
                    RAISE EXCEPTION '%', wanted USING ERRCODE = 'AS008';
                END IF;
            END LOOP;
            LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE;
            INSERT INTO members (login, role, limited) VALUES (whom, as_role, coalesce(below, '{}') <> '{}') ON CONFLICT (login)
                DO UPDATE SET role = excluded.role, added_by = session_user, added_at = clock_timestamp(),
                    limited = CASE WHEN below IS NULL THEN members.limited ELSE excluded.limited END;
            IF below IS NOT NULL THEN
                DELETE FROM scopes WHERE login = whom;
                INSERT INTO scopes (login, account) SELECT whom, id FROM accounts WHERE code = ANY(below);
                -- Whoever has the book open reads it again.
                INSERT INTO reshaped (login) VALUES (whom) ON CONFLICT DO NOTHING;
                UPDATE workspace SET changes = changes + 1 RETURNING changes INTO change;
                INSERT INTO commits (id, version, written_in) VALUES (gen_random_uuid(), change, pg_current_xact_id());
                PERFORM pg_notify('account_sync', '');
            END IF;
            PERFORM grant_rights(whom);
        END $$;

        """

    /// A path is its parent's with the account's own code behind it, whoever writes it, once a transaction ends.
    private static let pathChecks = """
        CREATE FUNCTION check_new_paths() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM added LEFT JOIN accounts AS above ON above.id = added.parent
                WHERE added.path IS DISTINCT FROM CASE WHEN added.parent IS NULL THEN added.code::text
                        ELSE above.path || chr(1) || added.code END
                    OR added.depth IS DISTINCT FROM CASE WHEN added.parent IS NULL THEN 0 ELSE above.depth + 1 END
                    -- What joins codes to a path, and what ends a range of them, stands in no code.
                    OR position(chr(1) IN added.code) > 0 OR position(chr(2) IN added.code) > 0) THEN
                RAISE EXCEPTION 'path' USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER paths_fit AFTER INSERT ON accounts REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION check_new_paths();

        CREATE FUNCTION check_path() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            present record;
            above record;
        BEGIN
            SELECT id, code, parent, path, depth INTO present FROM accounts WHERE id = NEW.id;
            SELECT path, depth INTO above FROM accounts WHERE id = present.parent;
            -- In brackets, since THEN would end the condition of IF.
            IF present.path IS DISTINCT FROM (CASE WHEN present.parent IS NULL THEN present.code::text
                    ELSE above.path || chr(1) || present.code END)
                OR present.depth IS DISTINCT FROM (CASE WHEN present.parent IS NULL THEN 0 ELSE above.depth + 1 END)
                OR position(chr(1) IN present.code) > 0 OR position(chr(2) IN present.code) > 0
                OR EXISTS (SELECT 1 FROM accounts WHERE parent = present.id
                    AND path IS DISTINCT FROM present.path || chr(1) || code) THEN
                RAISE EXCEPTION 'path' USING ERRCODE = 'AS002';
            END IF;
            INSERT INTO reshaped DEFAULT VALUES ON CONFLICT DO NOTHING;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER path_fits AFTER UPDATE ON accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN ((OLD.code, OLD.parent, OLD.path, OLD.depth) IS DISTINCT FROM (NEW.code, NEW.parent, NEW.path, NEW.depth))
            EXECUTE FUNCTION check_path();

        """

    /// The policies, and what only a member may write who sees the whole book.
    private static let scopePolicies = """
        CREATE POLICY scope ON accounts USING ((SELECT sees_all()) OR EXISTS (
            SELECT 1 FROM scope_ranges() AS range WHERE accounts.path >= range.low AND accounts.path < range.high));
        DO $$
        DECLARE named text;
        BEGIN
            FOREACH named IN ARRAY ARRAY['links', 'attempts', 'log', 'run_items'] LOOP
                EXECUTE format('CREATE POLICY scope ON %1$I USING ((SELECT sees_all()) OR EXISTS (
                    SELECT 1 FROM accounts WHERE accounts.id = %1$I.account))', named);
            END LOOP;
            FOREACH named IN ARRAY ARRAY['emails', 'last_import', 'refused_rows'] LOOP
                EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT sees_all()))', named);
            END LOOP;
        END $$;
        CREATE POLICY scope ON runs USING ((SELECT sees_all()) OR sees_run(number));
        CREATE POLICY scope ON approvals USING ((SELECT sees_all()) OR sees_run(run));
        CREATE POLICY scope ON scopes USING ((SELECT sees_all()) OR login = session_user::text);
        DO $$
        DECLARE named text;
        BEGIN
            FOREACH named IN ARRAY ARRAY['accounts', 'links', 'attempts', 'log', 'run_items', 'emails', 'last_import',
                'refused_rows', 'runs', 'approvals', 'scopes']
            LOOP
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
            END LOOP;
            FOREACH named IN ARRAY ARRAY['homes', 'members', 'scopes', 'approval_rules', 'bss', 'last_import', 'refused_rows']
            LOOP
                EXECUTE format('CREATE TRIGGER b_unlimited BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION unlimited()', named);
            END LOOP;
        END $$;
        -- Of a run that is not seen, only what a dead process has left is given back.
        CREATE FUNCTION check_seen_run() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF (NEW.owner IS NOT NULL OR NEW.result IS DISTINCT FROM OLD.result) AND NOT sees_run(NEW.run) THEN
                RAISE EXCEPTION 'run_items' USING ERRCODE = 'AS007';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER c_seen_run BEFORE UPDATE ON run_items FOR EACH ROW
            WHEN (NOT sees_all()) EXECUTE FUNCTION check_seen_run();
        CREATE TRIGGER b_unlimited BEFORE INSERT OR DELETE OR
            UPDATE OF name, claim_key, registration, disabled, revision ON systems
            FOR EACH STATEMENT EXECUTE FUNCTION unlimited();
        CREATE TRIGGER b_unlimited BEFORE UPDATE OF closing ON workspace FOR EACH STATEMENT EXECUTE FUNCTION unlimited();
        """
}
