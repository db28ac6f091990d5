extension Migration {
    /// Who may do what: members with their roles, what each role is granted, and triggers for what grants cannot say.
    ///
    /// Earlier programs write the name of the machine's user into the log, which is refused from here on.
    static let members = Migration(
        version: 5,
        leastKnown: 5,
        sql: memberTables + memberFunctions + statementChecks + linkChecks + logChecks + workerChecks
            + memberTransfer
    )

    /// The tables, and what each role may do beside what the roles before it may: whatever the statements of this program
    /// need, and no more.
    private static let memberTables = """
        CREATE TABLE members (
            login word PRIMARY KEY,
            role word NOT NULL CHECK (role IN ('viewer', 'operator', 'approver', 'administrator')),
            added_by word NOT NULL DEFAULT session_user,
            added_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        CREATE TABLE rights (
            role word NOT NULL CHECK (role IN ('viewer', 'operator', 'approver', 'administrator')),
            command word NOT NULL,
            object word NOT NULL,
            PRIMARY KEY (role, command, object)
        );
        INSERT INTO rights VALUES
            ('viewer', 'USAGE', 'SCHEMA account_sync'),
            ('viewer', 'SELECT', 'ALL TABLES IN SCHEMA account_sync'),
            ('operator', 'INSERT (id, code, name, kind, parent, email, country, phone, website, first_name, last_name, line1, \
        line2, city, post_code, state, storefront, created, updated, revision, source, as_of, unseen, search, name_folded, \
        email_folded, fault, path, depth)', 'accounts'),
            ('operator', 'UPDATE (code, name, kind, parent, email, country, phone, website, first_name, last_name, line1, \
        line2, city, post_code, state, storefront, created, updated, revision, source, as_of, unseen, search, name_folded, \
        email_folded, fault, path, depth, written_in)', 'accounts'),
            ('operator', 'INSERT', 'commits'),
            ('operator', 'INSERT (id, lease_until)', 'workers'),
            ('operator', 'UPDATE (lease_until, beats, ended, why)', 'workers'),
            ('operator', 'UPDATE (changes, entries)', 'workspace'),
            ('operator', 'UPDATE (name)', 'turns'),
            ('operator', 'UPDATE (pause, pause_reason, exists_proved)', 'systems'),
            ('operator', 'INSERT', 'definitions'),
            ('operator', 'UPDATE (fields, fetched, revision)', 'definitions'),
            ('operator', 'INSERT', 'links'),
            ('operator', 'UPDATE (claim_key, generation, state, external_id, external_key, origin, unconfirmed, verified, \
        options, parent, attempt, detail, reason, email, changed, by, owner, asked, witness, orders_asked)', 'links'),
            ('operator', 'DELETE', 'links'),
            ('operator', 'INSERT', 'emails'),
            ('operator', 'UPDATE (email)', 'emails'),
            ('operator', 'INSERT', 'attempts'),
            ('operator', 'INSERT', 'log'),
            ('operator', 'UPDATE (state)', 'bss'),
            ('operator', 'INSERT', 'last_import'),
            ('operator', 'DELETE', 'last_import'),
            ('operator', 'INSERT (source, line, element, column_name, code, id, parent, reason, at)', 'refused_rows'),
            ('operator', 'DELETE', 'refused_rows'),
            ('operator', 'INSERT (system, hash, size, limits, by, begun, detached, retry_of, plan)', 'runs'),
            ('operator', 'UPDATE (stopped_by, stopped_at, ending, ended)', 'runs'),
            ('operator', 'INSERT (run, place, account)', 'run_items'),
            ('operator', 'UPDATE (owner, result, reason, external_id, at, by, counts, written_in)', 'run_items'),
            ('operator', 'INSERT', 'paces'),
            ('operator', 'UPDATE (next_turn)', 'paces'),
            ('operator', 'INSERT', 'holds'),
            ('operator', 'UPDATE (held_until)', 'holds'),
            ('administrator', 'INSERT (place, at, by)', 'homes'),
            ('administrator', 'UPDATE (closing)', 'workspace'),
            ('administrator', 'INSERT', 'systems'),
            ('administrator', 'UPDATE', 'systems'),
            ('administrator', 'DELETE', 'systems'),
            ('administrator', 'DELETE', 'definitions'),
            ('administrator', 'INSERT', 'bss'),
            ('administrator', 'UPDATE', 'bss'),
            ('administrator', 'DELETE', 'bss'),
            ('administrator', 'EXECUTE', 'FUNCTION admit(text, text)'),
            ('administrator', 'EXECUTE', 'FUNCTION dismiss(text)');

        """

    /// What is known of a login, and letting logins in and out.
    ///
    /// Each function runs with its owner's rights and a path of its
    /// own, in which temporary tables come last: otherwise one that is named as ours would be read instead.
    private static let memberFunctions = """
        CREATE FUNCTION owns(login name) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT pg_has_role(login, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'account_sync' $$;

        CREATE FUNCTION role_of(login name) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT CASE WHEN owns(login) THEN 'administrator' ELSE (SELECT role FROM members WHERE members.login = $1) END $$;

        CREATE FUNCTION includes(role text, wanted text) RETURNS boolean LANGUAGE sql IMMUTABLE SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
            SELECT coalesce(
                array_position(ARRAY['viewer', 'operator', 'approver', 'administrator'], role)
                    >= array_position(ARRAY['viewer', 'operator', 'approver', 'administrator'], wanted),
                false) $$;

        CREATE FUNCTION grant_rights(whom text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE granted record;
        BEGIN
            EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA account_sync FROM %I', whom);
            EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA account_sync FROM %I', whom);
            EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM %I', whom);
            EXECUTE format('REVOKE ALL ON SCHEMA account_sync FROM %I', whom);
            FOR granted IN SELECT rights.* FROM members JOIN rights ON includes(members.role, rights.role)
                WHERE members.login = whom
            LOOP
                EXECUTE format('GRANT %s ON %s TO %I', granted.command, granted.object, whom);
            END LOOP;
        END $$;

        CREATE FUNCTION refuse_unless_administrator() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            IF role_of(session_user) IS DISTINCT FROM 'administrator' THEN
                RAISE EXCEPTION 'administrator' USING ERRCODE = 'AS006';
            END IF;
        END $$;

        CREATE FUNCTION admit(whom text, as_role text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            PERFORM refuse_unless_administrator();
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = whom) THEN
                RAISE EXCEPTION 'login' USING ERRCODE = 'AS004';
            END IF;
            IF owns(whom) THEN
                RAISE EXCEPTION 'owner' USING ERRCODE = 'AS005';
            END IF;
            LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE;
            INSERT INTO members (login, role) VALUES (whom, as_role) ON CONFLICT (login)
                DO UPDATE SET role = excluded.role, added_by = session_user, added_at = clock_timestamp();
            PERFORM grant_rights(whom);
        END $$;

        CREATE FUNCTION dismiss(whom text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            PERFORM refuse_unless_administrator();
            LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE;
            DELETE FROM members WHERE login = whom;
            IF NOT FOUND THEN RETURN false; END IF;
            -- Whoever the server has forgotten has no rights to lose.
            IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = whom) THEN PERFORM grant_rights(whom); END IF;
            RETURN true;
        END $$;

        """

    /// Whoever had rights on links becomes a member, and nobody else has anything any more.
    private static let memberTransfer = """
        INSERT INTO members (login, role)
            SELECT rolname, CASE WHEN has_table_privilege(oid, 'links', 'UPDATE') THEN 'operator' ELSE 'viewer' END
            FROM pg_roles
            WHERE rolcanlogin AND NOT owns(rolname) AND has_schema_privilege(oid, 'account_sync', 'USAGE')
                AND has_table_privilege(oid, 'links', 'SELECT') AND NOT pg_has_role(oid, 'pg_read_all_data', 'USAGE');
        DO $$
        DECLARE had record;
        BEGIN
            FOR had IN
                SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS whom
                FROM (
                    SELECT grantee, relowner AS owner FROM pg_class CROSS JOIN LATERAL aclexplode(relacl)
                        WHERE relnamespace = 'account_sync'::regnamespace
                    UNION ALL SELECT acl.grantee, relowner FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                        CROSS JOIN LATERAL aclexplode(attacl) AS acl
                        WHERE relnamespace = 'account_sync'::regnamespace
                    UNION ALL SELECT grantee, nspowner FROM pg_namespace CROSS JOIN LATERAL aclexplode(nspacl)
                        WHERE nspname = 'account_sync'
                ) AS found WHERE grantee <> owner
            LOOP
                EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA account_sync FROM ' || had.whom;
                EXECUTE 'REVOKE ALL ON ALL SEQUENCES IN SCHEMA account_sync FROM ' || had.whom;
                EXECUTE 'REVOKE ALL ON SCHEMA account_sync FROM ' || had.whom;
            END LOOP;
        END $$;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
        SELECT grant_rights(login) FROM members;
        """
}
