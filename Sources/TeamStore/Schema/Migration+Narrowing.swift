extension Migration {
    /// What one member could do to all others, and a login that is no member with rights that somebody granted by hand.
    ///
    /// Send everybody's accounts with other fields, though limited to some resellers; keep a vendor's turns from coming,
    /// without a word; stay the owner after being let out. Earlier programs write the same as before; one that a limited
    /// member uses no longer keeps the fields that it has read.
    static let narrowing = Migration(
        version: 14,
        leastKnown: 10,
        sql: wholeFields + nearMoments + ownersStay + """
            CREATE TRIGGER a_for_administrators BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON edges
                FOR EACH STATEMENT EXECUTE FUNCTION only_for('administrator');
            CREATE TRIGGER a_for_operators BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON owed
                FOR EACH STATEMENT EXECUTE FUNCTION only_for('operator');
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA account_sync FROM PUBLIC;
            SELECT grant_rights(login) FROM members;
            """
    )

    /// A vendor's fields are the same for the whole book, can be read, and change with their revision.
    ///
    /// Each send names that. A program that knows more kinds of fields needs a migration that names these.
    private static let wholeFields = """
        CREATE TRIGGER b_unlimited BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON definitions
            FOR EACH STATEMENT EXECUTE FUNCTION unlimited();
        CREATE FUNCTION check_fields() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        DECLARE
            fields json;
            is_readable boolean := false;
        BEGIN
            IF owns(session_user) THEN RETURN NEW; END IF;
            BEGIN
                fields := NEW.fields::json;
                IF json_typeof(fields) = 'array' THEN
                    SELECT coalesce(bool_and(coalesce(json_typeof(field -> 'id') = 'string'
                            AND json_typeof(field -> 'name') = 'string' AND json_typeof(field -> 'explanation') = 'string'
                            AND field ->> 'kind' IN ('SimpleValue', 'List', 'TextArea', 'ListMultiSelect', 'Boolean', 'Link',
                                'Mask', 'MOD11CheckDigit', 'Unknown', 'File')
                            AND field ->> 'dataType' IN ('Text', 'Number', 'Currency', 'Date', 'Unknown')
                            AND json_typeof(field -> 'isRequired') = 'boolean'
                            AND json_typeof(field -> 'isReadOnly') = 'boolean'
                            AND (SELECT coalesce(bool_and(coalesce(json_typeof(choice -> 'id') = 'string'
                                    AND json_typeof(choice -> 'name') = 'string'
                                    AND json_typeof(choice -> 'isDefault') = 'boolean', false)), true)
                                FROM json_array_elements(field -> 'choices') AS choice), false)), true)
                        INTO is_readable FROM json_array_elements(fields) AS field;
                END IF;
            EXCEPTION WHEN data_exception THEN
                is_readable := false;
            END;
            IF is_readable IS NOT TRUE OR TG_OP = 'UPDATE' AND NEW.fields <> OLD.fields AND NEW.revision <= OLD.revision THEN
                RAISE EXCEPTION 'fields' USING ERRCODE = 'AS002';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER readable BEFORE INSERT OR UPDATE ON definitions FOR EACH ROW EXECUTE FUNCTION check_fields();

        """

    /// A vendor says to come back after a day at most; a turn farther away is none.
    private static let nearMoments = """
        CREATE FUNCTION refuse_moment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            RAISE EXCEPTION 'turn' USING ERRCODE = 'AS002';
        END $$;
        UPDATE paces SET next_turn = clock_timestamp()
            WHERE NOT isfinite(next_turn) OR next_turn > clock_timestamp() + interval '2 days';
        UPDATE paces SET began = NULL WHERE NOT isfinite(began) OR began > clock_timestamp() + interval '2 days';
        UPDATE holds SET held_until = NULL
            WHERE NOT isfinite(held_until) OR held_until > clock_timestamp() + interval '2 days';
        CREATE TRIGGER near BEFORE INSERT OR UPDATE ON paces FOR EACH ROW
            WHEN (NOT isfinite(NEW.next_turn) OR NEW.next_turn > clock_timestamp() + interval '2 days'
                OR NOT isfinite(NEW.began) OR NEW.began > clock_timestamp() + interval '2 days')
            EXECUTE FUNCTION refuse_moment();
        CREATE TRIGGER near BEFORE INSERT OR UPDATE ON holds FOR EACH ROW
            WHEN (NOT isfinite(NEW.held_until) OR NEW.held_until > clock_timestamp() + interval '2 days')
            EXECUTE FUNCTION refuse_moment();

        """

    /// Whoever owns the book, by themselves or through a role of the server, cannot be let out of it here.
    private static let ownersStay = """
        CREATE OR REPLACE FUNCTION dismiss(whom text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = account_sync, pg_temp AS $$
        BEGIN
            PERFORM refuse_unless_administrator();
            IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = whom AND NOT rolsuper) AND owns(whom::name) THEN
                RAISE EXCEPTION 'owner' USING ERRCODE = 'AS005';
            END IF;
            LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE;
            DELETE FROM members WHERE login = whom;
            IF NOT FOUND THEN RETURN false; END IF;
            -- Whoever the server has forgotten has no rights to lose.
            IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = whom) THEN PERFORM grant_rights(whom); END IF;
            RETURN true;
        END $$;

        """
}
