package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: DriftReader {
    package func linkedAccounts(
        after link: Link.ID?,
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [LinkedAccount] {
        try await read { database in
            try LinkedAccount.fetch(
                database,
                """
                WHERE (account, system) > (?1, ?2) AND state IN (\(Self.present)) AND (?3 IS NULL OR system = ?3)
                ORDER BY account, system LIMIT ?4
                """,
                [link?.account.rawValue ?? "", link?.system.rawValue ?? "", system, limit]
            )
        }
    }

    package func linkedAccounts(of account: AccountID) async throws(StoreFailure) -> [LinkedAccount] {
        try await read { database in
            try LinkedAccount.fetch(
                database,
                "WHERE account = ? AND state IN (\(Self.present)) ORDER BY system",
                [account]
            )
        }
    }

    package func knownIDs(
        among ids: [ExternalID],
        on system: SystemName
    ) async throws(StoreFailure) -> Set<String> {
        try await read { database in
            guard let key = try ProvisioningSystem.fetch(database, system)?.claimKey else { return [] }
            let sql = """
                SELECT wanted.value FROM json_each(?1) AS wanted WHERE EXISTS
                    (SELECT 1 FROM links WHERE claim_key = ?2 AND state = 'synchronized' AND external_key = wanted.value)
                OR EXISTS
                    (SELECT 1 FROM links WHERE system = ?3 AND state IN ('already at the vendor', 'conflict', 'abandoned')
                    AND external_key = wanted.value)
                """
            return try Set(String.fetchAll(database, sql: sql, arguments: [try ids.map(\.folded).json(), key, system]))
        }
    }

    private static let present = SyncState.sqlList(where: \.mayBeAtVendor)
}

extension LinkedAccount {
    /// The linked accounts that a clause selects; a few statements, however many accounts there are.
    fileprivate static func fetch(
        _ database: Database,
        _ clause: String,
        _ arguments: StatementArguments
    ) throws -> [LinkedAccount] {
        let rows = try database.all(.links, clause, arguments)
        let links = try rows.map { try Link(row: $0) }
        let accounts = try database.rows(.accounts, "id", links.map(\.account), Account.init)
        let intents = try database.rows(.attempts, "attempt", links.map(\.attempt), Intent.init)
        let sharing = try database.sharing(links)
        let refused = try database.refusedParents(of: links.map(\.account))
        var linked = try links.indices.map { place in
            guard let account = accounts[place] else { throw rows[place].damage("account") }
            return LinkedAccount(
                account: account,
                link: links[place],
                intent: intents[place],
                refusedParent: refused[account.id],
                sharing: sharing[place]
            )
        }
        try addParents(to: &linked, database)
        return linked
    }

    private static func addParents(to linked: inout [LinkedAccount], _ database: Database) throws {
        for system in Set(linked.map(\.link.system)) {
            let places = linked.indices.filter { linked[$0].link.system == system }
            let wanted = Set(places.flatMap { [linked[$0].account.parent, linked[$0].parentSent] }.compactMap(\.self))
            let found = try AccountOnSystem.fetch(database, Array(wanted), on: system).compactMap(\.self)
            let parents = Dictionary(found.map { ($0.account.id, $0) }) { one, _ in one }
            for place in places {
                linked[place].parent = linked[place].account.parent.flatMap { parents[$0] }
                linked[place].sentParent = linked[place].parentSent.flatMap { parents[$0] }
            }
        }
    }
}

extension Database {
    /// The parents that an import or a pull refused for accounts that may be at a vendor.
    fileprivate func refusedParents(of accounts: [AccountID]) throws -> [AccountID: LinkedAccount.RefusedParent] {
        var parents: [AccountID: LinkedAccount.RefusedParent] = [:]
        try forEach(
            .refusedRows,
            """
            SELECT refused_rows.* FROM json_each(?) AS wanted CROSS JOIN refused_rows
            ON refused_rows.id = wanted.value JOIN accounts ON accounts.id = refused_rows.id
            WHERE refused_rows.source = 'bss' OR accounts.source IS NOT 'bss' ORDER BY refused_rows.number
            """,
            [try accounts.map(\.rawValue).json()]
        ) { row in
            let problem = try RowProblem(row: row)
            // Rows of earlier versions, which have no time of their own, do not name the parent.
            guard let id = problem.id, problem.kind == .fixedParent, try row.optionalDate("at") != nil else { return }
            parents[id] = LinkedAccount.RefusedParent(problem.parent)
        }
        return parents
    }

    /// The other accounts that are synchronized under the id of each link, on whatever system.
    fileprivate func sharing(_ links: [Link]) throws -> [[AccountOnSystem]] {
        struct Wanted: Encodable {
            var account: AccountID
            var key: String?
        }
        var shared = [[Link]](repeating: [], count: links.count)
        let wanted = links.map {
            Wanted(account: $0.account, key: $0.state == .synchronized ? $0.externalID?.folded : nil)
        }
        try forEach(
            .links,
            """
            SELECT links.*, wanted.key AS place FROM json_each(?) AS wanted CROSS JOIN links
            ON state = 'synchronized' AND external_key = wanted.value ->> 'key' AND account <> wanted.value ->> 'account'
            ORDER BY links.account, links.system
            """,
            [try wanted.json()]
        ) { shared[try $0.number("place")].append(try Link(row: $0)) }
        let all = shared.flatMap(\.self)
        let accounts = try rows(.accounts, "id", all.map(\.account), Account.init)
        var next = zip(all, accounts).makeIterator()
        return shared.map { links in
            links.compactMap { _ in
                guard let (link, account) = next.next() else { return nil }
                return account.map { AccountOnSystem(account: $0, link: link) }
            }
        }
    }
}
