import Accounts
import StoredForms
import Synchronizing

extension Session: BookRows {
    var dialect: any Dialect { PostgreSQL() }

    func each(_ sql: String, _ values: [(any Storable)?], _ body: (any StoredColumns) throws -> Bool) throws {
        for row in try run(sql, values).all { guard try body(row) else { return } }
    }

    func count(_ sql: String, _ values: [(any Storable)?]) throws -> Int {
        try run(sql, values).first.flatMap(\.integer).map(Int.init) ?? 0
    }

    @discardableResult
    func change(_ sql: String, _ values: [(any Storable)?]) throws -> Int {
        try run(sql, values).changed
    }

    func write(_ sql: String, _ values: [(any Storable)?]) throws { try runLater(sql, values) }

    func lockAccount(_ id: AccountID) throws {
        // By its effect alone.
        try runLater("SELECT 1 FROM accounts WHERE id = $1 \(Lock.own.rawValue)", [id], counts: false)
    }

    func lockSystems() throws { try run("LOCK TABLE systems IN SHARE ROW EXCLUSIVE MODE") }

    /// The log tells of each change on a system, so an account is only written if it is found by other ids.
    func put(_ link: StoredLink, inPlaceOf old: Link?) throws {
        let values = try link.values
        let sql = old == nil ? values.insertion(into: .links) : values.change(in: .links, key: ["account", "system"])
        try write(sql, values.map(\.value))
        if old?.externalID != link.link.externalID { try refreshAccount(link.link.account, with: link.link) }
    }

    func refreshAccount(_ account: AccountID, with link: Link?) throws {
        var ids = try externalIDs(of: account)
        // It may have been asked before the link was put.
        if let link { ids[link.system] = link.externalID }
        let ordered = ids.sorted { $0.key.rawValue.utf8.lexicographicallyPrecedes($1.key.rawValue.utf8) }
        let search = "substr(search, 1, strpos(search || 'X', 'X') - 1) || $2"
        // Twelve indexes are kept up to date with a row, so it is only written if its text changes: the feed finds it by its line.
        try runLater(
            """
            UPDATE accounts SET written_in = pg_current_xact_id(), search = \(search)
            WHERE id = $1 AND search <> \(search)
            """,
            [account, SearchText.part(of: ordered.map(\.value))]
        )
    }

    func externalIDs(of account: AccountID) throws -> [SystemName: ExternalID] {
        let sql = "SELECT system, external_id FROM links WHERE account = $1 AND external_id IS NOT NULL"
        return Dictionary(
            try map(.links, sql, [account]) { (try $0.word("system"), try $0.word("external_id")) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// It is written at the end of the transaction, since the lines' numbers are without gaps.
    func add(_ entry: NewEntry) { entries.append(entry) }

    /// Nobody else can take the email meanwhile: two accounts with one email see nothing of each other, so they meet at a
    /// row, which the function locks.
    ///
    /// The code is empty for an account that the login does not see.
    func emailHolder(_ email: String, claimKey: String, except account: AccountID) throws -> AccountCode? {
        guard !email.isEmpty else { return nil }
        return try run(
            "SELECT email_holder($1, $2, $3, ARRAY[\(SyncState.sqlList(where: \.holdsEmail))])",
            [claimKey, email, account]
        )
        .first?
        .string.map { AccountCode($0) }
    }

    func isHeld(_ id: ExternalID, claimKey: String, except account: AccountID) throws -> Bool {
        try run("SELECT is_held($1, $2, $3)", [claimKey, id.folded, account]).first?.isTrue == true
    }

    func knownKeys(among keys: [String], on system: SystemName, claimKey: String) throws -> Set<String> {
        let sql = "SELECT known_keys($1, $2, $3::text[]) AS key"
        return Set(try map(.links, sql, [claimKey, system, ArrayValue(keys)]) { try $0.text("key") })
    }

    func users(of emails: Set<String>, on system: SystemName) throws -> [String: [AccountID]] {
        var users: [String: [AccountID]] = [:]
        try forEach(
            .links,
            """
            SELECT wanted.email, found.account FROM wanted CROSS JOIN LATERAL (
                SELECT id AS account FROM accounts WHERE email_folded = wanted.email
                UNION SELECT account FROM links WHERE email = wanted.email
                    AND claim_key = (SELECT claim_key FROM systems WHERE name = $1)
                ORDER BY account LIMIT 21
            ) AS found
            """,
            [system],
            wanted: ["email": Array(emails)]
        ) { users[try $0.text("email"), default: []].append(try $0.word("account")) }
        return users
    }
}
