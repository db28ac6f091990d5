extension Migration {
    /// What a member could still say with SQL of their own, and no call of the program says: a line with any hash or moment, an
    /// attempt that nobody can read, a link under the claim of another vendor or without its attempt, what came of an item in
    /// somebody else's name, items of a run that was approved already, an account that changes without a word.
    ///
    /// The log is added to by `seal` and `seal_owed` alone. Earlier programs write the same as before, and notice nothing.
    static let guarding = Migration(
        version: 13,
        leastKnown: 10,
        sql: fewerRights + readableLines + readableAttempts + marksOfLinks + namesInRuns + toldAccounts
            + outgrownPrograms + """
                REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
                SELECT grant_rights(login) FROM members;
                """
    )

    /// The move of a book notes itself as a change; nobody else counts changes, or adds lines, by hand.
    private static let fewerRights = """
        DELETE FROM rights WHERE role = 'operator'
            AND (command, object) IN (('INSERT', 'log'), ('INSERT', 'commits'), ('UPDATE (changes, entries)', 'workspace'));
        INSERT INTO rights VALUES
            ('operator', 'INSERT (id)', 'commits'),
            ('administrator', 'UPDATE (changes)', 'workspace');

        -- Members of a group would read what the tables without policies hold, and be no members of the book.
        CREATE FUNCTION check_member() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = NEW.login AND NOT rolcanlogin) THEN
                RAISE EXCEPTION 'login' USING ERRCODE = 'AS004';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION check_member();

        CREATE FUNCTION check_home() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF NEW."by" IS DISTINCT FROM session_user::text AND NOT owns(session_user) THEN
                RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checked BEFORE INSERT ON homes FOR EACH ROW EXECUTE FUNCTION check_home();

        """

    /// A line stays for ever, so it is taken only in the form in which it can be read: of a member that stands twice in a JSON
    /// object, the server takes the last one and the program the first.
    private static let readableLines = """
        CREATE FUNCTION is_moment(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            -- A duration is a number of attoseconds in two halves.
            halves text := split_part(split_part(value, '"uptime":[', 2), ']', 1);
        BEGIN
            -- Neither parts nor bounds in the pattern: for each line of the log they would take the server fifty times as long.
            IF length(value) > 250 OR value !~ ('^\\{"boot":"[^"\\\\[:cntrl:]]+","uptime":\\[(?:0|[1-9][0-9]*),(?:0|[1-9][0-9]*)\\],'
                    || '"wall":-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:e[-+]?[0-9][0-9]?)?\\}$') THEN
                RETURN false;
            END IF;
            RETURN length(split_part(value, '"', 4)) <= 100 AND length(split_part(halves, ',', 1)) <= 10
                AND split_part(halves, ',', 2)::numeric < 18446744073709551616
                AND abs(rtrim(split_part(value, '"wall":', 2), '}')::float8) < 1e12;
        END $$;

        CREATE FUNCTION check_forms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            -- A book that moves here brings its lines as they are, with words that earlier versions wrote.
            IF owns(session_user) THEN RETURN NULL; END IF;
            -- All that a sweep puts in doubt it does at one moment, which is looked at once.
            IF EXISTS (WITH moments AS MATERIALIZED (SELECT DISTINCT at FROM added)
                SELECT 1 FROM moments WHERE NOT is_moment(at)) THEN
                RAISE EXCEPTION 'moment' USING ERRCODE = 'AS002';
            END IF;
            IF EXISTS (SELECT 1 FROM added WHERE detail <> '' OR event = 'probe' AND finding IS NULL
                OR finding NOT IN ('absent', 'present', 'unclear')) THEN
                RAISE EXCEPTION 'finding' USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER readable AFTER INSERT ON log REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION check_forms();

        """

    /// An attempt stays for ever as well; a program that writes more members of an intent needs a migration that names them.
    private static let readableAttempts = """
        CREATE FUNCTION are_texts(value json) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RETURN json_typeof(value) = 'object' AND (
                SELECT count(*) = count(DISTINCT key) AND coalesce(bool_and(json_typeof(each.value) = 'string'), true)
                FROM json_each(value) AS each);
        END $$;

        CREATE FUNCTION is_intent(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            intent json;
            names text[];
        BEGIN
            -- Half a character, which the server passes on and no program reads.
            IF value ~* '\\\\ud[89a-f]' THEN RETURN false; END IF;
            intent := value::json;
            IF json_typeof(intent) <> 'object' THEN RETURN false; END IF;
            names := ARRAY(SELECT json_object_keys(intent));
            RETURN names @> ARRAY['account', 'begun', 'by', 'claim', 'deadline', 'definitions', 'email', 'generation',
                    'options', 'owner', 'system']
                AND names <@ ARRAY['account', 'begun', 'by', 'claim', 'deadline', 'definitions', 'email', 'generation',
                    'options', 'owner', 'system', 'parent', 'parentExternalID', 'traits']
                AND cardinality(names) = (SELECT count(DISTINCT name) FROM unnest(names) AS name)
                AND (SELECT bool_and(CASE
                    WHEN key IN ('account', 'definitions', 'generation', 'system')
                        THEN json_typeof(each.value) = 'number' AND each.value::text ~ '^(?:0|[1-9][0-9]*)$'
                            AND length(each.value::text) <= 15
                    WHEN key IN ('begun', 'deadline') THEN is_moment(each.value::text)
                    WHEN key IN ('options', 'traits') THEN are_texts(each.value)
                    ELSE json_typeof(each.value) = 'string' END) FROM json_each(intent) AS each)
                AND intent ->> 'claim' IN ('first', 'held', 'send again');
        END $$;

        CREATE OR REPLACE FUNCTION check_attempt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            link record;
            is_free boolean := owns(session_user);
        BEGIN
            IF NOT is_free AND NOT is_intent(NEW.intent) THEN
                RAISE EXCEPTION 'intent' USING ERRCODE = 'AS002';
            END IF;
            IF NOT is_free AND NEW.intent::json ->> 'by' IS DISTINCT FROM session_user::text THEN
                RAISE EXCEPTION 'by' USING ERRCODE = 'AS002';
            END IF;
            SELECT email INTO link FROM links WHERE account = NEW.account AND system = NEW.system
                AND state = 'sending' AND attempt = NEW.attempt AND generation = NEW.generation AND claim_key = NEW.claim_key;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'attempt' USING ERRCODE = 'AS002';
            END IF;
            -- Whoever has the email is asked of the link.
            IF NOT is_free AND link.email <> NEW.intent::json ->> 'email' THEN
                RAISE EXCEPTION 'intent' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;

        """

    /// What a link is found by stays what it was made with: the claim is that of its system, an attempt that of a send, an id the
    /// one that it is compared by.
    ///
    /// An insertion is checked once it is one: before that, another session may be just taking away the row that is there.
    private static let marksOfLinks = """
        CREATE OR REPLACE FUNCTION check_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            was text := 'not synchronized';
            becomes text := 'not synchronized';
        BEGIN
            IF TG_OP = 'INSERT' THEN
                becomes := NEW.state;
            ELSE
                was := OLD.state;
                IF OLD.owner IS NOT NULL AND EXISTS (SELECT 1 FROM workers WHERE id = OLD.owner AND ended IS NULL
                    AND lease_until > clock_timestamp() AND login <> session_user) THEN
                    RAISE EXCEPTION 'owner' USING ERRCODE = 'AS002';
                END IF;
            END IF;
            IF NOT EXISTS (SELECT 1 FROM edges WHERE source = was AND target = becomes) THEN
                RAISE EXCEPTION 'edge' USING ERRCODE = 'AS002';
            END IF;
            IF TG_OP = 'DELETE' THEN
                IF was = 'synchronized' AND (OLD.origin IS DISTINCT FROM 'adopted' OR OLD.attempt IS NOT NULL) THEN
                    RAISE EXCEPTION 'created' USING ERRCODE = 'AS002';
                END IF;
                RETURN OLD;
            END IF;
            -- A store takes a second send of what was never sent, too, as the next generation.
            IF NEW.generation <> 1 AND NOT (becomes = 'sending' AND NEW.generation = 2)
                OR becomes IN ('synchronized', 'conflict') AND NEW.external_id IS NULL
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

        DROP TRIGGER checked ON links;
        CREATE TRIGGER checked AFTER INSERT ON links FOR EACH ROW EXECUTE FUNCTION check_link();
        CREATE TRIGGER checked_before BEFORE DELETE ON links FOR EACH ROW EXECUTE FUNCTION check_link();

        CREATE FUNCTION check_marks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            is_new boolean := TG_OP = 'INSERT';
            -- What the exists call found has no attempt: nothing was created by the one before.
            is_found boolean := NEW.state IN ('already at the vendor', 'conflict');
            id text := normalize(NEW.external_id, NFC);
            place integer := position(NEW.external_key IN id);
        BEGIN
            IF owns(session_user) THEN RETURN NEW; END IF;
            IF NOT is_new THEN
                is_found := is_found AND OLD.state IN ('refused', 'not sent', 'already at the vendor');
            END IF;
            IF is_new OR NEW.claim_key <> OLD.claim_key THEN
                IF NEW.claim_key IS DISTINCT FROM (SELECT claim_key FROM systems WHERE name = NEW.system) THEN
                    RAISE EXCEPTION 'claim' USING ERRCODE = 'AS002';
                END IF;
            END IF;
            IF is_new OR NEW.attempt IS DISTINCT FROM OLD.attempt THEN
                IF NOT (CASE WHEN NEW.attempt IS NULL THEN is_found ELSE NEW.state = 'sending'
                    AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempt = NEW.attempt) END) THEN
                    RAISE EXCEPTION 'attempt' USING ERRCODE = 'AS002';
                END IF;
            ELSIF NEW.email <> OLD.email AND NOT is_found THEN
                RAISE EXCEPTION 'email' USING ERRCODE = 'AS002';
            END IF;
            -- The id without white space at its ends, in which kind of it there may be is for the program to know.
            IF (NEW.external_id IS NULL) <> (NEW.external_key IS NULL) OR NEW.external_key IS NOT NULL AND (
                place = 0 OR overlay(id PLACING '' FROM place FOR length(NEW.external_key)) ~ '[[:alnum:]]') THEN
                RAISE EXCEPTION 'id' USING ERRCODE = 'AS002';
            END IF;
            -- Also of a send that the book had lost: it is sending since it is known again.
            IF (is_new OR NEW.changed <> OLD.changed) AND NOT is_now(NEW.changed + 978307200) THEN
                RAISE EXCEPTION 'at' USING ERRCODE = 'AS003';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER marked AFTER INSERT ON links FOR EACH ROW EXECUTE FUNCTION check_marks();
        -- Of ten thousand links that a sweep puts in doubt, none changes anything of this.
        CREATE TRIGGER marks_stay BEFORE UPDATE ON links FOR EACH ROW
            WHEN (OLD.claim_key IS DISTINCT FROM NEW.claim_key OR OLD.attempt IS DISTINCT FROM NEW.attempt
                OR OLD.email IS DISTINCT FROM NEW.email OR OLD.external_id IS DISTINCT FROM NEW.external_id
                OR OLD.external_key IS DISTINCT FROM NEW.external_key OR OLD.changed IS DISTINCT FROM NEW.changed
                    AND abs(NEW.changed + 978307200 - extract(epoch FROM clock_timestamp())::float8) > 120)
            EXECUTE FUNCTION check_marks();

        """

    /// Who ended an item, and when; a run has the items that it was approved with.
    private static let namesInRuns = """
        CREATE FUNCTION check_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            run record;
        BEGIN
            IF owns(session_user) THEN RETURN NEW; END IF;
            NEW.written_in := pg_current_xact_id();
            SELECT system, begun INTO run FROM runs WHERE number = NEW.run;
            -- What had been synchronized before the run says by whom, and since when.
            IF NEW.result IS NULL OR (
                NEW."by" = session_user AND NEW.at >= run.begun - 120
                    AND NEW.at + 978307200 <= extract(epoch FROM clock_timestamp()) + 120
                OR NEW.result = 'synchronized' AND EXISTS (SELECT 1 FROM links WHERE account = NEW.account
                    AND system = run.system AND state = 'synchronized' AND "by" = NEW."by" AND changed = NEW.at)) IS NOT TRUE THEN
                RAISE EXCEPTION 'item' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER recorded BEFORE UPDATE ON run_items FOR EACH ROW
            WHEN ((OLD.result, OLD.reason, OLD.external_id, OLD.at, OLD."by", OLD.counts)
                IS DISTINCT FROM (NEW.result, NEW.reason, NEW.external_id, NEW.at, NEW."by", NEW.counts))
            EXECUTE FUNCTION check_record();

        CREATE FUNCTION check_times() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            -- Clocks may differ by two minutes.
            soon constant float8 := extract(epoch FROM clock_timestamp()) - 978307200 + 120;
        BEGIN
            IF owns(session_user) THEN RETURN NEW; END IF;
            IF TG_OP = 'INSERT' THEN
                IF NEW.begun <= soon THEN RETURN NEW; END IF;
                RAISE EXCEPTION 'at' USING ERRCODE = 'AS003';
            END IF;
            IF NEW.stopped_at IS DISTINCT FROM OLD.stopped_at
                    AND (NEW.stopped_at BETWEEN NEW.begun - 120 AND soon) IS NOT TRUE
                OR NEW.ended IS DISTINCT FROM OLD.ended AND (NEW.ended BETWEEN NEW.begun - 120 AND soon) IS NOT TRUE THEN
                RAISE EXCEPTION 'at' USING ERRCODE = 'AS003';
            END IF;
            IF NEW.ending IS NOT NULL AND NEW.ended IS NULL THEN
                RAISE EXCEPTION 'run' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER timed BEFORE INSERT OR UPDATE OF stopped_at, ended, ending ON runs
            FOR EACH ROW EXECUTE FUNCTION check_times();

        -- Who writes to a row is its last writer; who made it stays.
        ALTER TABLE runs ADD COLUMN made_in xid8;
        ALTER TABLE runs ALTER made_in SET DEFAULT pg_current_xact_id();
        CREATE OR REPLACE FUNCTION check_new_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM added LEFT JOIN runs ON runs.number = added.run
                WHERE runs.number IS NULL OR runs.made_in IS DISTINCT FROM pg_current_xact_id()
                    OR added.place < 0 OR added.place >= runs.size OR added.owner IS NOT NULL) THEN
                RAISE EXCEPTION 'item' USING ERRCODE = 'AS002';
            END IF;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION check_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            wanted runs%ROWTYPE;
        BEGIN
            SELECT * INTO wanted FROM runs WHERE number = NEW.run FOR UPDATE;
            IF wanted.approval_until IS NULL OR wanted.author IS NULL OR wanted.author = session_user
                OR NEW.hash <> wanted.hash OR wanted.approval_until <= clock_timestamp()
                OR wanted.ending IS NOT NULL OR wanted.stopped_by IS NOT NULL
                OR wanted.size <> (SELECT count(*) FROM run_items WHERE run = NEW.run) THEN
                RAISE EXCEPTION 'approval' USING ERRCODE = 'AS002';
            END IF;
            NEW."by" := session_user;
            NEW.at := clock_timestamp();
            RETURN NEW;
        END $$;

        """

    /// An account that changes is another revision of it, and is noted for whoever follows the changes.
    private static let toldAccounts = """
        CREATE FUNCTION refuse_silence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF owns(session_user) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'account' USING ERRCODE = 'AS002';
        END $$;
        -- A code that begins with a control character is given up for one that follows in the same transaction.
        CREATE TRIGGER told BEFORE UPDATE ON accounts FOR EACH ROW
            WHEN (((OLD.name, OLD.kind, OLD.parent, OLD.email, OLD.country, OLD.phone, OLD.website, OLD.first_name,
                    OLD.last_name, OLD.line1, OLD.line2, OLD.city, OLD.post_code, OLD.state, OLD.storefront, OLD.name_folded,
                    OLD.email_folded)
                IS DISTINCT FROM (NEW.name, NEW.kind, NEW.parent, NEW.email, NEW.country, NEW.phone, NEW.website,
                    NEW.first_name, NEW.last_name, NEW.line1, NEW.line2, NEW.city, NEW.post_code, NEW.state, NEW.storefront,
                    NEW.name_folded, NEW.email_folded)
                OR OLD.code IS DISTINCT FROM NEW.code AND NEW.code >= ' ')
                AND (NEW.written_in IS DISTINCT FROM pg_current_xact_id() OR NEW.revision <= OLD.revision))
            EXECUTE FUNCTION refuse_silence();

        """

    /// A program that is open while the book is brought up beyond what it knows writes nothing more.
    private static let outgrownPrograms = """
        CREATE FUNCTION refuse_earlier() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RAISE EXCEPTION '%', OLD.version USING ERRCODE = 'AS008';
        END $$;
        CREATE TRIGGER known BEFORE UPDATE OF changes ON workspace FOR EACH ROW
            WHEN (OLD.least_version > nullif(current_setting('account_sync.knows', true), '')::integer)
            EXECUTE FUNCTION refuse_earlier();

        """
}
