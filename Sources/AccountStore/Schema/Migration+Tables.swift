import FoundationEssentials
import GRDB

extension Migration {
    /// The tables of the first version.
    ///
    /// The text is literal: what was shipped must not change when an enum changes today.
    static let tables = Migration(version: 1) { database in
        try database.execute(sql: firstTables)
        try database.execute(sql: "INSERT INTO workspace (id) VALUES (?)", arguments: [UUID().uuidString.lowercased()])
    }

    private static let firstTables = """
        CREATE TABLE workspace (id TEXT NOT NULL) STRICT;
        CREATE TABLE accounts (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            parent TEXT REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
            email TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL, website TEXT NOT NULL,
            first_name TEXT NOT NULL, last_name TEXT NOT NULL,
            line1 TEXT NOT NULL, line2 TEXT NOT NULL, city TEXT NOT NULL, post_code TEXT NOT NULL, state TEXT NOT NULL,
            storefront INTEGER NOT NULL,
            created REAL NOT NULL, updated REAL NOT NULL, revision INTEGER NOT NULL,
            search TEXT NOT NULL, name_folded TEXT NOT NULL, email_folded TEXT NOT NULL,
            fault TEXT,
            path TEXT NOT NULL, depth INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX accounts_path ON accounts(path, depth);
        CREATE INDEX accounts_name ON accounts(name_folded, code);
        CREATE INDEX accounts_email ON accounts(email_folded, code);
        CREATE INDEX accounts_country ON accounts(country, code);
        CREATE INDEX accounts_parent ON accounts(parent);

        CREATE TABLE systems (
            name TEXT PRIMARY KEY NOT NULL,
            claim_key TEXT NOT NULL,
            registration TEXT NOT NULL,
            disabled INTEGER NOT NULL DEFAULT 0,
            pause TEXT,
            exists_proved INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE definitions (
            system TEXT PRIMARY KEY NOT NULL REFERENCES systems(name) ON DELETE CASCADE,
            fields TEXT NOT NULL,
            fetched REAL NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE links (
            account TEXT NOT NULL REFERENCES accounts(id),
            system TEXT NOT NULL REFERENCES systems(name),
            claim_key TEXT NOT NULL,
            generation INTEGER NOT NULL,
            state TEXT NOT NULL,
            external_id TEXT,
            origin TEXT,
            unconfirmed INTEGER NOT NULL DEFAULT 0,
            verified INTEGER NOT NULL DEFAULT 0,
            options TEXT NOT NULL,
            parent TEXT,
            attempt TEXT,
            detail TEXT NOT NULL DEFAULT '',
            email TEXT NOT NULL DEFAULT '',
            changed REAL NOT NULL,
            by TEXT NOT NULL,
            owner TEXT,
            PRIMARY KEY (account, system)
        ) STRICT;
        CREATE UNIQUE INDEX links_claim ON links(account, claim_key) \
        WHERE state IN ('waiting', 'sending', 'synchronized', 'in doubt', 'conflict', 'abandoned');
        CREATE UNIQUE INDEX links_external_id ON links(claim_key, external_id) WHERE state = 'synchronized';
        CREATE INDEX links_state ON links(system, state);
        CREATE INDEX links_email ON links(email);
        CREATE INDEX links_owner ON links(owner) WHERE owner IS NOT NULL;

        CREATE TABLE attempts (
            attempt TEXT PRIMARY KEY NOT NULL,
            account TEXT NOT NULL REFERENCES accounts(id),
            system TEXT NOT NULL REFERENCES systems(name),
            claim_key TEXT NOT NULL,
            generation INTEGER NOT NULL,
            intent TEXT NOT NULL,
            request_hash TEXT NOT NULL
        ) STRICT;

        CREATE TABLE log (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            event TEXT NOT NULL,
            attempt TEXT REFERENCES attempts(attempt),
            account TEXT NOT NULL REFERENCES accounts(id),
            system TEXT NOT NULL REFERENCES systems(name),
            generation INTEGER NOT NULL,
            state TEXT NOT NULL,
            external_id TEXT,
            finding TEXT,
            detail TEXT NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX log_account ON log(account, number);
        CREATE TRIGGER attempts_stay BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
        CREATE TRIGGER attempts_last BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
        CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER log_lasts BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

        """
}
