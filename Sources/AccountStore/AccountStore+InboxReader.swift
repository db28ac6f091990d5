import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: InboxReader {
    package func inbox(_ query: InboxQuery) async throws(StoreFailure) -> Inbox {
        try await read { database in
            let systems = try database.all(.systems, "WHERE ?1 IS NULL OR name = ?1 ORDER BY name", [query.system])
                .map(ProvisioningSystem.init)
            var inbox = Inbox()
            for kind in Inbox.Kind.allCases {
                let part = try Self.part(kind, query, systems, database)
                guard part.count > 0 else { continue }
                inbox.counts[kind] = part.count
                if query.kind == nil || query.kind == kind { inbox.items += try part.items() }
            }
            return inbox
        }
    }

    /// How many there are of a kind, and the way to list them.
    private static func part(
        _ kind: Inbox.Kind,
        _ query: InboxQuery,
        _ systems: [ProvisioningSystem],
        _ database: Database
    ) throws -> (count: Int, items: () throws -> [Inbox.Item]) {
        if let state = kind.linkState {
            let counts = try systems.map { try database.countLinks(on: $0.name, in: state) }
            let names = zip(systems, counts).filter { $0.1 > 0 }.map(\.0.name)
            return (
                counts.reduce(0, +), { try database.inboxLinks(in: state, on: names, limit: query.limit) }
            )
        }
        if kind == .paused {
            let paused = systems.filter { $0.pause != nil && !$0.isDisabled }
            return (paused.count, { paused.prefix(query.limit).map(Inbox.Item.system) })
        }
        if kind == .notImported {
            return (
                try database.countRefusedRows(),
                { try database.refusedRows(limit: query.limit).map(Inbox.Item.row) }
            )
        }
        return (
            try database.countBlocked(on: query.system),
            { try database.inboxBlocked(on: query.system, limit: query.limit) }
        )
    }

    package func figures(resellers limit: Int) async throws(StoreFailure) -> [SystemFigures] {
        try await read { database in
            let largest = try database.largestResellers(limit)
            return try database.all(.systems, "ORDER BY name").map(ProvisioningSystem.init)
                .map { system in
                    SystemFigures(
                        system,
                        counts: try database.counts(on: system.name),
                        last: try database.lastChanged(on: system.name),
                        resellers: try largest.map { account, customers in
                            SystemFigures.Reseller(
                                account: account,
                                customers: customers,
                                synchronized: try database.countSynchronized(below: account.id, on: system.name)
                            )
                        }
                    )
                }
        }
    }
}

extension Database {
    fileprivate func countLinks(on system: SystemName, in state: SyncState) throws -> Int {
        let sql = "SELECT count(*) FROM links WHERE system = ? AND state = ?"
        return try Int.fetchOne(self, sql: sql, arguments: [system, state.rawValue]) ?? 0
    }

    /// The links in a state, the longest-standing first.
    ///
    /// Each system is asked by itself, so that the index gives the order and nothing beyond the limit is read.
    fileprivate func inboxLinks(in state: SyncState, on systems: [SystemName], limit: Int) throws -> [Inbox.Item] {
        let clause = "WHERE system = ? AND state = ? ORDER BY changed, account LIMIT ?"
        func first<Found>(_ found: [Found], _ link: (Found) -> Link) -> [Found] {
            Array(found.sorted { Self.precedes(link($0), link($1)) }.prefix(limit))
        }
        guard !state.needsOperator else {
            let open = try systems.flatMap { try OpenCase.fetch(self, clause, [$0, state.rawValue, limit]) }
            return first(open, \.link).map(Inbox.Item.open)
        }
        let rows = try systems.flatMap { try all(.links, clause, [$0, state.rawValue, limit]) }
        let found = first(try rows.map { ($0, try Link(row: $0)) }, \.1)
        let accounts = try self.rows(.accounts, "id", found.map(\.1.account), Account.init)
        return try zip(found, accounts)
            .map { found, account in
                guard let account else { throw found.0.damage("account") }
                return .link(account, found.1)
            }
    }

    private static func precedes(_ one: Link, _ other: Link) -> Bool {
        (one.changed, one.account, one.system) < (other.changed, other.account, other.system)
    }

    private static let blocked = """
        FROM accounts WHERE fault IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM links WHERE account = accounts.id AND (?1 IS NULL OR system = ?1))
        """

    fileprivate func countBlocked(on system: SystemName?) throws -> Int {
        try Int.fetchOne(self, sql: "SELECT count(*) \(Self.blocked)", arguments: [system]) ?? 0
    }

    fileprivate func inboxBlocked(on system: SystemName?, limit: Int) throws -> [Inbox.Item] {
        try map(.accounts, "SELECT * \(Self.blocked) ORDER BY code LIMIT ?2", [system, limit]) { row in
            .account(try Account(row: row))
        }
    }

    /// How many accounts are in each state on a system: the links by their index, the others by what is left.
    func counts(on system: SystemName) throws -> [SyncState: Int] {
        var counts: [SyncState: Int] = [:]
        let sql = "SELECT state, count(*) AS number FROM links WHERE system = ? GROUP BY state"
        for row in try Row.fetchAll(self, sql: sql, arguments: [system]) {
            // Only a link's state can be damaged here.
            guard let state = String.fromDatabaseValue(row["state"]).flatMap(SyncState.init(rawValue:)) else {
                throw Damage(.links, "state", row: "")
            }
            counts[state] = row["number"]
        }
        let linked = counts.values.reduce(0, +)
        let total = try Int.fetchOne(self, sql: "SELECT count(*) FROM accounts") ?? 0
        let blocked = try countBlocked(on: system)
        counts[.blocked] = blocked > 0 ? blocked : nil
        counts[.notSynchronized] = total > linked + blocked ? total - linked - blocked : nil
        return counts
    }

    /// The link on a system that changed last.
    fileprivate func lastChanged(on system: SystemName) throws -> Link? {
        try SyncState.allCases
            .compactMap { state in
                try first(
                    .links,
                    "WHERE system = ? AND state = ? ORDER BY changed DESC LIMIT 1",
                    [system, state.rawValue]
                )
                .map(Link.init)
            }
            .max { Self.precedes($0, $1) }
    }

    fileprivate func largestResellers(_ limit: Int) throws -> [(account: Account, customers: Int)] {
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT parent, count(*) AS number FROM accounts WHERE parent IS NOT NULL
                GROUP BY parent ORDER BY number DESC, parent LIMIT ?
                """,
            arguments: [limit]
        )
        return try rows.compactMap { row in
            try Account.fetch(self, AccountID(row["parent"])).map { ($0, row["number"]) }
        }
    }

    fileprivate func countSynchronized(below reseller: AccountID, on system: SystemName) throws -> Int {
        let sql = """
            SELECT count(*) FROM accounts CROSS JOIN links ON links.account = accounts.id
            WHERE accounts.parent = ? AND links.system = ? AND links.state = 'synchronized'
            """
        return try Int.fetchOne(self, sql: sql, arguments: [reseller, system]) ?? 0
    }
}
