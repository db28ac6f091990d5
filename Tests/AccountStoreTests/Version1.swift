/// A workspace of the first version: its tables word by word as they were shipped, and rows as that version wrote them.
enum Version1 {
    /// The tables.
    static let tables = """
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

    /// A reseller that is synchronized, its end customer that is in doubt, an account that was never sent.
    static let rows = """
        INSERT INTO workspace (id) VALUES ('5c0ffee5-0000-4000-8000-000000000001');
        INSERT INTO accounts (id, code, name, kind, parent, email, country, phone, website, first_name, last_name, line1,
            line2, city, post_code, state, storefront, created, updated, revision, search, name_folded, email_folded,
            fault, path, depth)
        VALUES
            ('1', 'R-1', 'Northwind Cloud', 'reseller', NULL, 'ops@northwind.example', 'DE', '+49 30 1',
            'https://northwind.example', 'Ada', 'Nord', 'Hafen 1', 'Haus 2', 'Kiel', '24103', 'SH', 1, 800000000.25,
            800000100.5, 7, 'r-1
        northwind cloud
        ops@northwind.example
        de', 'northwind cloud', 'ops@northwind.example', NULL, 'R-1', 0),
            ('2', 'C-1', 'Bäckerei Sonne GmbH', 'end customer', '1', 'info@sonne.example', '', '', '', '', '', '', '', '',
            '', '', 0, 800000000, 800000000, 1, 'c-1
        bäckerei sonne gmbh
        info@sonne.example
        ', 'bäckerei sonne gmbh', 'info@sonne.example', 'country', 'R-1' || char(1) || 'C-1', 1),
            ('3', 'Z-1', 'Stadtwerke', 'direct customer', NULL, 'it@stadtwerke.example', 'DE', '', '', '', '', '', '', '',
            '', '', 0, 800000000, 800000000, 1, 'z-1
        stadtwerke
        it@stadtwerke.example
        de', 'stadtwerke', 'it@stadtwerke.example', NULL, 'Z-1', 0);
        INSERT INTO systems (name, claim_key, registration, disabled, pause, exists_proved, revision)
        VALUES ('Dropbox', 'app https://dropbox.example/sync', '{"allowsHTTP":false,"apiKey":"env:KEY",\
        "applicationID":"app","deadlineSeconds":30,"dialect":"standard","endpoints":{"exists":\
        "https://dropbox.example/exists","syncOptions":"https://dropbox.example/options","synchronize":\
        "https://dropbox.example/sync"},"inFlight":4,"isSafeToRepeat":false,"ratePerSecond":2,"settings":{},\
        "vendor":"dropbox"}', 0, 'the vendor answered 401', 1, 3);
        INSERT INTO definitions (system, fields, fetched, revision)
        VALUES ('Dropbox', '[{"choices":[{"id":"1","isDefault":false,"name":"User"},{"id":"2","isDefault":false,\
        "name":"Reseller"}],"dataType":"Text","explanation":"","id":"role","isReadOnly":false,"isRequired":true,\
        "kind":"List","name":"Role"}]', 800000000, 2);
        INSERT INTO links (account, system, claim_key, generation, state, external_id, origin, unconfirmed, verified,
            options, parent, attempt, detail, email, changed, by, owner)
        VALUES
            ('1', 'Dropbox', 'app https://dropbox.example/sync', 1, 'synchronized', 'dbx-1', 'created', 0, 0,
            '{"reseller-id":"RS-77","role":"2"}', NULL, 'a', '', 'ops@northwind.example', 800000001, 'ada', NULL),
            ('2', 'Dropbox', 'app https://dropbox.example/sync', 2, 'in doubt', NULL, NULL, 0, 0, '{"role":"1"}', '1', 'b',
            'no answer in time', 'info@sonne.example', 800000040, 'ada', NULL);
        INSERT INTO attempts (attempt, account, system, claim_key, generation, intent, request_hash)
        VALUES
            ('a', '1', 'Dropbox', 'app https://dropbox.example/sync', 1, '{"account":7,"begun":{"boot":"boot","uptime":\
        [54,3875820019684212736],"wall":800000000},"by":"ada","claim":"first","deadline":{"boot":"boot","uptime":\
        [55,15429075945974661120],"wall":800000030},"definitions":2,"email":"ops@northwind.example","generation":0,"options":{"role":"2"},\
        "owner":"o","system":3}', 'cafe'),
            ('b', '2', 'Dropbox', 'app https://dropbox.example/sync', 2, '{"account":1,"begun":{"boot":"boot","uptime":\
        [54,3875820019684212736],"wall":800000000},"by":"ada","claim":"send again","deadline":{"boot":"boot","uptime":\
        [55,15429075945974661120],"wall":800000030},"definitions":2,"email":"info@sonne.example","generation":1,"options":{"role":"1"},\
        "owner":"o","parent":"1","parentExternalID":"dbx-1","system":3}', 'beef');
        INSERT INTO log (event, attempt, account, system, generation, state, external_id, finding, detail, at, by)
        VALUES
            ('intent', 'a', '1', 'Dropbox', 1, 'sending', NULL, NULL, '', \
        '{"boot":"boot","uptime":[54,3875820019684212736],"wall":800000000}', 'ada'),
            ('outcome', 'a', '1', 'Dropbox', 1, 'synchronized', 'dbx-1', NULL, '', \
        '{"boot":"boot","uptime":[54,3875820019684212736],"wall":800000001}', 'ada'),
            ('intent', 'b', '2', 'Dropbox', 2, 'sending', NULL, NULL, '', \
        '{"boot":"boot","uptime":[54,3875820019684212736],"wall":800000010}', 'ada'),
            ('outcome', 'b', '2', 'Dropbox', 2, 'in doubt', NULL, NULL, 'no answer in time', \
        '{"boot":"boot","uptime":[54,3875820019684212736],"wall":800000040}', 'ada'),
            ('probe', 'b', '2', 'Dropbox', 2, 'in doubt', NULL, 'absent', 'not there', \
        '{"boot":"boot","uptime":[54,3875820019684212736],"wall":800000100}', 'ada');
        PRAGMA application_id = 1095981390;
        PRAGMA user_version = 1;
        """
}
