extension Migration {
    /// Who may write to a table at all, whatever somebody else has granted; one look for each statement.
    static let statementChecks = """
        CREATE FUNCTION only_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NOT includes(role_of(session_user), TG_ARGV[0]) THEN
                RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'AS006';
            END IF;
            RETURN NULL;
        END $$;
        DO $$
        DECLARE written text;
        BEGIN
            FOREACH written IN ARRAY ARRAY['accounts', 'commits', 'workers', 'workspace', 'turns', 'links', 'emails',
                'attempts', 'log', 'last_import', 'refused_rows', 'runs', 'run_items', 'paces', 'holds']
            LOOP
                EXECUTE format('CREATE TRIGGER a_for_operators BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION only_for(''operator'')', written);
            END LOOP;
            FOREACH written IN ARRAY ARRAY['members', 'rights', 'homes'] LOOP
                EXECUTE format('CREATE TRIGGER a_for_administrators BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION only_for(''administrator'')', written);
            END LOOP;
        END $$;
        CREATE TRIGGER a_for_operators BEFORE UPDATE OF pause, pause_reason, exists_proved ON systems
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('operator');
        CREATE TRIGGER a_for_administrators BEFORE INSERT OR DELETE OR
            UPDATE OF name, claim_key, registration, disabled, revision ON systems
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('administrator');
        CREATE TRIGGER a_for_operators BEFORE INSERT OR UPDATE ON definitions
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('operator');
        CREATE TRIGGER a_for_administrators BEFORE DELETE ON definitions
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('administrator');
        CREATE TRIGGER a_for_operators BEFORE UPDATE OF state ON bss
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('operator');
        CREATE TRIGGER a_for_administrators BEFORE INSERT OR DELETE OR UPDATE OF id, connection, identity ON bss
            FOR EACH STATEMENT EXECUTE FUNCTION only_for('administrator');

        -- It may be locked, which needs the right to change it.
        CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RAISE EXCEPTION '%', TG_TABLE_NAME USING ERRCODE = 'AS002';
        END $$;
        CREATE TRIGGER turns_stay BEFORE UPDATE OR DELETE ON turns FOR EACH STATEMENT EXECUTE FUNCTION never();
        -- Where the book is at home an administrator says, and not its owner alone.
        DROP TRIGGER homes_are_the_owners ON homes;
        DROP FUNCTION owner_alone();
        ALTER FUNCTION stay_closed() SET search_path = account_sync, pg_temp;
        ALTER FUNCTION append_only() SET search_path = account_sync, pg_temp;

        """

    /// A link moves along edges only, in its sender's name, and with a line of the log in the same transaction.
    static let linkChecks = """
        CREATE TABLE edges (
            event word NOT NULL,
            source word NOT NULL,
            target word NOT NULL,
            PRIMARY KEY (event, source, target)
        );
        INSERT INTO edges SELECT event, source, target FROM (VALUES
            ('intent', '{not synchronized,refused,not sent,already at the vendor,waiting,in doubt}'::text[], '{sending}'::text[]),
            ('outcome', '{sending}', '{synchronized,conflict,refused,not sent,waiting,in doubt}'),
            ('outcome', '{in doubt}', '{synchronized,conflict,refused,not sent,waiting,in doubt}'),
            ('outcome', '{waiting}', '{not sent,in doubt}'),
            ('taken over', '{sending}', '{in doubt}'),
            ('taken over', '{waiting}', '{not sent,in doubt}'),
            ('found', '{not synchronized,refused,not sent,already at the vendor}', '{already at the vendor,conflict}'),
            ('probe', '{in doubt}', '{in doubt}'),
            ('adopted', '{already at the vendor,in doubt,conflict,abandoned}', '{synchronized,conflict}'),
            ('abandoned', '{in doubt,conflict}', '{abandoned}'),
            ('unlinked', '{synchronized}', '{not synchronized,in doubt}')
        ) AS listed(event, sources, targets)
            CROSS JOIN LATERAL unnest(sources) AS source CROSS JOIN LATERAL unnest(targets) AS target;

        CREATE FUNCTION is_same(before links, present links) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            -- What is noted about a link beside its state.
            present.asked := before.asked;
            present.witness := before.witness;
            present.verified := before.verified;
            present.orders_asked := before.orders_asked;
            RETURN present IS NOT DISTINCT FROM before;
        END $$;

        CREATE FUNCTION check_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            was text := 'not synchronized';
            becomes text := 'not synchronized';
            generation bigint := 1;
            owned record;
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF is_same(OLD, NEW) THEN RETURN NEW; END IF;
            END IF;
            -- An insertion that becomes an update asks here first as well; what is there is checked then.
            IF TG_OP = 'INSERT' AND EXISTS (
                SELECT 1 FROM links WHERE account = NEW.account AND system = NEW.system) THEN
                RETURN NEW;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                was := OLD.state;
                generation := OLD.generation;
                SELECT login, ended IS NULL AND lease_until > clock_timestamp() AS lives INTO owned
                    FROM workers WHERE id = OLD.owner;
                IF owned.lives AND owned.login <> session_user THEN
                    RAISE EXCEPTION 'owner' USING ERRCODE = 'AS002';
                END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN becomes := NEW.state; END IF;
            IF NOT EXISTS (SELECT 1 FROM edges WHERE source = was AND target = becomes) THEN
                RAISE EXCEPTION 'edge' USING ERRCODE = 'AS002';
            END IF;
            IF was = 'synchronized' AND (OLD.origin IS DISTINCT FROM 'adopted'
                OR becomes = 'not synchronized' AND OLD.attempt IS NOT NULL) THEN
                RAISE EXCEPTION 'created' USING ERRCODE = 'AS002';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            IF becomes = 'sending' AND was = 'in doubt' THEN generation := generation + 1; END IF;
            -- A store takes a second send of what was never sent, too, as the next generation.
            IF becomes = 'sending' AND NEW.generation = generation + 1 AND was <> 'in doubt' THEN
                generation := NEW.generation;
            END IF;
            IF NEW.generation <> generation OR becomes IN ('synchronized', 'conflict') AND NEW.external_id IS NULL
                OR (becomes IN ('sending', 'waiting')) <> (NEW.owner IS NOT NULL)
                OR becomes IN ('sending', 'waiting') AND NEW.attempt IS NULL THEN
                RAISE EXCEPTION 'link' USING ERRCODE = 'AS002';
            END IF;
            IF NEW."by" <> session_user AND NOT owns(session_user) THEN
                RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
            END IF;
            IF NEW.owner IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM workers WHERE id = NEW.owner AND login = session_user AND ended IS NULL) THEN
                RAISE EXCEPTION 'owner' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT OR UPDATE OR DELETE ON links FOR EACH ROW EXECUTE FUNCTION check_link();

        CREATE FUNCTION want_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            link record;
            present links%ROWTYPE;
            line record;
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF is_same(OLD, NEW) THEN RETURN NULL; END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN link := OLD; ELSE link := NEW; END IF;
            SELECT * INTO present FROM links WHERE account = link.account AND system = link.system;
            SELECT state, generation, attempt, xmin AS written INTO line FROM log
                WHERE account = link.account AND system = link.system ORDER BY number DESC LIMIT 1;
            IF line.written IS DISTINCT FROM pg_current_xact_id()::xid
                OR line.state IS DISTINCT FROM coalesce(present.state, 'not synchronized')
                OR present.state IS NOT NULL AND (line.generation <> present.generation
                    OR line.attempt IS DISTINCT FROM present.attempt) THEN
                RAISE EXCEPTION 'line' USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR UPDATE OR DELETE ON links DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION want_line();

        """

    /// An attempt is its sender's; a line of the log is its writer's, of now, the next one, and about a link as it is.
    static let logChecks = """
        CREATE FUNCTION check_attempt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NEW.intent::json ->> 'by' IS DISTINCT FROM session_user::text AND NOT owns(session_user) THEN
                RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
            END IF;
            IF NOT EXISTS (SELECT 1 FROM links WHERE account = NEW.account AND system = NEW.system AND state = 'sending'
                AND attempt = NEW.attempt AND generation = NEW.generation AND claim_key = NEW.claim_key) THEN
                RAISE EXCEPTION 'attempt' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION check_attempt();

        -- A function of its own, so that a test can put the clock forward.
        CREATE FUNCTION is_now(seconds double precision) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT abs(seconds - extract(epoch FROM clock_timestamp())) <= 120 $$;

        CREATE FUNCTION check_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            before record;
            link record;
            sender text;
        BEGIN
            IF NEW.number <> 1 + coalesce((SELECT max(number) FROM log), 0)
                OR NEW.number > (SELECT entries FROM workspace) OR NEW.hash !~ '^[0-9a-f]{64}$' THEN
                RAISE EXCEPTION 'number' USING ERRCODE = 'AS002';
            END IF;
            SELECT state INTO before FROM log WHERE account = NEW.account AND system = NEW.system
                ORDER BY number DESC LIMIT 1;
            -- A store takes a probe of any link, which moves nothing; the engine probes what is in doubt.
            IF (NEW.event <> 'probe' OR NEW.state IS DISTINCT FROM before.state)
                AND NOT EXISTS (SELECT 1 FROM edges WHERE event = NEW.event
                AND source = coalesce(before.state, 'not synchronized') AND target = NEW.state) THEN
                RAISE EXCEPTION 'edge' USING ERRCODE = 'AS002';
            END IF;
            SELECT state, generation, attempt INTO link FROM links
                WHERE account = NEW.account AND system = NEW.system;
            IF coalesce(link.state, 'not synchronized') <> NEW.state
                OR link.state IS NOT NULL AND (link.generation <> NEW.generation
                    OR link.attempt IS DISTINCT FROM NEW.attempt) THEN
                RAISE EXCEPTION 'link' USING ERRCODE = 'AS002';
            END IF;
            IF owns(session_user) THEN RETURN NEW; END IF;
            IF NEW."by" <> session_user THEN
                RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
            END IF;
            IF NEW.event IN ('intent', 'outcome') THEN
                SELECT intent::json ->> 'by' INTO sender FROM attempts WHERE attempt = NEW.attempt;
                IF sender IS DISTINCT FROM session_user::text THEN
                    RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
                END IF;
            END IF;
            -- A wall clock counts its seconds from the first of January 2001.
            IF NOT is_now((NEW.at::json ->> 'wall')::float8 + 978307200) THEN
                RAISE EXCEPTION 'at' USING ERRCODE = 'AS003';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION check_line();

        CREATE FUNCTION check_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NEW.entries = OLD.entries AND NEW.changes = OLD.changes AND NEW.closing IS NOT DISTINCT FROM OLD.closing THEN
                RETURN NEW;
            END IF;
            IF NEW.changes <> OLD.changes + 1 OR NEW.entries < OLD.entries THEN
                RAISE EXCEPTION 'changes' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE UPDATE ON workspace FOR EACH ROW EXECUTE FUNCTION check_count();

        CREATE FUNCTION want_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF (SELECT entries FROM workspace) <> coalesce((SELECT max(number) FROM log), 0) THEN
                RAISE EXCEPTION 'entries' USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER logged AFTER UPDATE ON workspace DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (OLD.entries <> NEW.entries) EXECUTE FUNCTION want_lines();

        CREATE FUNCTION check_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NOT (NEW.version IS NULL AND NEW.written_in IS NULL OR NEW.written_in = pg_current_xact_id()
                AND NEW.version = (SELECT changes FROM workspace)) THEN
                RAISE EXCEPTION 'version' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT ON commits FOR EACH ROW EXECUTE FUNCTION check_commit();

        """

    /// A process is its login's, and ends once; runs and their items are written by whoever has them.
    static let workerChecks = """
        CREATE FUNCTION check_worker() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NEW.login <> session_user AND (TG_OP = 'INSERT' OR OLD.login <> NEW.login)
                OR NEW.lease_until > clock_timestamp() + interval '10 minutes' THEN
                RAISE EXCEPTION 'worker' USING ERRCODE = 'AS002';
            END IF;
            IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
            IF OLD.ended IS NOT NULL OR OLD.login <> session_user
                AND (OLD.lease_until > clock_timestamp() OR NEW.ended IS NULL OR NEW.lease_until <> OLD.lease_until) THEN
                RAISE EXCEPTION 'worker' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT OR UPDATE ON workers FOR EACH ROW EXECUTE FUNCTION check_worker();

        CREATE FUNCTION check_run() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF NEW."by" <> session_user AND NOT owns(session_user) THEN
                    RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
                END IF;
                RETURN NEW;
            END IF;
            IF (NEW.stopped_by, NEW.stopped_at) IS DISTINCT FROM (OLD.stopped_by, OLD.stopped_at)
                AND (OLD.stopped_by IS NOT NULL OR NEW.stopped_by IS DISTINCT FROM session_user::text
                    AND NOT owns(session_user))
                OR (NEW.ending, NEW.ended) IS DISTINCT FROM (OLD.ending, OLD.ended) AND OLD.ending IS NOT NULL THEN
                RAISE EXCEPTION 'run' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT OR UPDATE ON runs FOR EACH ROW EXECUTE FUNCTION check_run();

        CREATE FUNCTION check_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF OLD.result IS NOT NULL
                OR OLD.owner IS NOT NULL AND EXISTS (SELECT 1 FROM workers WHERE id = OLD.owner AND ended IS NULL
                    AND lease_until > clock_timestamp() AND login <> session_user)
                OR NEW.owner IS DISTINCT FROM OLD.owner AND NEW.owner IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM workers WHERE id = NEW.owner AND ended IS NULL AND login = session_user) THEN
                RAISE EXCEPTION 'item' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE UPDATE ON run_items FOR EACH ROW EXECUTE FUNCTION check_item();

        """
}
