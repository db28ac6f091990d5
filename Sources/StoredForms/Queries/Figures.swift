import Accounts
import Synchronizing

extension BookRows {
    func countLinks(on system: SystemName, in state: SyncState) throws -> Int {
        try count("SELECT count(*) FROM links WHERE system = $1 AND state = $2", [system, state])
    }

    /// The links in a state, the longest-standing first.
    ///
    /// Each system is asked by itself, so that the index gives the order and nothing beyond the limit is read.
    func inboxLinks(in state: SyncState, on systems: [SystemName], limit: Int) throws -> [Inbox.Item] {
        let clause = "WHERE system = $1 AND state = $2 ORDER BY changed, account LIMIT $3"
        func first<Found>(_ found: [Found], _ link: (Found) -> Link) -> [Found] {
            Array(found.sorted { Self.precedes(link($0), link($1)) }.prefix(limit))
        }
        guard !state.needsOperator else {
            let open = try systems.flatMap { try OpenCase.fetch(self, clause, [$0, state, limit]) }
            return first(open, \.link).map(Inbox.Item.open)
        }
        let rows = try systems.flatMap { try all(.links, clause, [$0, state, limit]) }
        let found = first(try rows.map { ($0, try Link(row: $0)) }, \.1)
        return try zip(found, AccountOnSystem.withAccounts(self, found)).map { .link($1.account, $0.1) }
    }

    private static func precedes(_ one: Link, _ other: Link) -> Bool {
        (one.changed, one.account, one.system) < (other.changed, other.account, other.system)
    }

    private static var blocked: String {
        """
        FROM accounts WHERE fault IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM links WHERE account = accounts.id AND (system = $1 OR $1 IS NULL))
        """
    }

    func countBlocked(on system: SystemName?) throws -> Int { try count("SELECT count(*) \(Self.blocked)", [system]) }

    func inboxBlocked(on system: SystemName?, limit: Int) throws -> [Inbox.Item] {
        try map(.accounts, "SELECT * \(Self.blocked) ORDER BY code LIMIT $2", [system, limit]) { row in
            .account(try Account(row: row))
        }
    }

    /// How many accounts are in each state on a system: the links by their index, the others by what is left.
    func counts(on system: SystemName) throws -> [SyncState: Int] {
        var counts: [SyncState: Int] = [:]
        let sql = "SELECT state, count(*) AS number FROM links WHERE system = $1 GROUP BY state"
        try forEach(.links, sql, [system]) { counts[try $0.word("state")] = try $0.number("number") }
        let linked = counts.values.reduce(0, +)
        let total = try count("SELECT count(*) FROM accounts")
        let blocked = try countBlocked(on: system)
        counts[.blocked] = blocked > 0 ? blocked : nil
        counts[.notSynchronized] = total > linked + blocked ? total - linked - blocked : nil
        return counts
    }

    /// The link on a system that changed last.
    func lastChanged(on system: SystemName) throws -> Link? {
        try SyncState.allCases
            .compactMap { state in
                try first(.links, "WHERE system = $1 AND state = $2 ORDER BY changed DESC LIMIT 1", [system, state])
                    .map(Link.init)
            }
            .max { Self.precedes($0, $1) }
    }

    func largestResellers(_ limit: Int) throws -> [(account: Account, customers: Int)] {
        try map(
            .accounts,
            """
            SELECT accounts.*, counted.number FROM (
                SELECT parent, count(*) AS number FROM accounts WHERE parent IS NOT NULL
                GROUP BY parent ORDER BY number DESC, parent LIMIT $1
            ) AS counted CROSS JOIN accounts WHERE accounts.id = counted.parent
            ORDER BY counted.number DESC, accounts.id
            """,
            [limit]
        ) { (try Account(row: $0), try $0.number("number")) }
    }

    func countSynchronized(below reseller: AccountID, on system: SystemName) throws -> Int {
        try count(
            """
            SELECT count(*) FROM accounts CROSS JOIN links WHERE links.account = accounts.id
                AND accounts.parent = $1 AND links.system = $2 AND links.state = 'synchronized'
            """,
            [reseller, system]
        )
    }
}
