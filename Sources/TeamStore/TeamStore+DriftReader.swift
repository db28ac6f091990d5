package import Accounts
import StoredForms
package import Synchronizing

extension TeamStore: DriftReader {
    package func linkedAccounts(
        after link: Link.ID?,
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [LinkedAccount] {
        try await read { session in
            try LinkedAccount.fetch(
                session,
                """
                WHERE (account, system) > ($1::text, $2::text) AND state IN (\(Self.present))
                    AND ($3::text IS NULL OR system = $3)
                ORDER BY account, system LIMIT $4::bigint
                """,
                [link?.account.rawValue ?? "", link?.system.rawValue ?? "", system, limit]
            )
        }
    }

    package func linkedAccounts(of account: AccountID) async throws(StoreFailure) -> [LinkedAccount] {
        try await read { session in
            try LinkedAccount.fetch(
                session,
                "WHERE account = $1 AND state IN (\(Self.present)) ORDER BY system",
                [account]
            )
        }
    }

    package func knownIDs(
        among ids: [ExternalID],
        on system: SystemName
    ) async throws(StoreFailure) -> Set<String> {
        try await read { session in
            guard let key = try ProvisioningSystem.fetch(session, system)?.claimKey else { return [] }
            let rows = try session.run(
                """
                SELECT wanted.key FROM unnest($1::text[]) AS wanted(key) WHERE EXISTS
                    (SELECT 1 FROM links WHERE claim_key = $2 AND state = 'synchronized' AND external_key = wanted.key)
                OR EXISTS
                    (SELECT 1 FROM links WHERE system = $3 AND state IN ('already at the vendor', 'conflict', 'abandoned')
                    AND external_key = wanted.key)
                """,
                [Words(ids.map { $0.folded }), key, system]
            )
            return Set(rows.all.compactMap { $0.value("key").string })
        }
    }

    private static let present = SyncState.sqlList(where: \.mayBeAtVendor)
}

extension LinkedAccount {
    /// The linked accounts that a clause selects; a few statements, however many accounts there are.
    fileprivate static func fetch(
        _ session: Session,
        _ clause: String,
        _ values: [(any Storable)?]
    ) throws -> [LinkedAccount] {
        let rows = try session.all(.links, clause, values)
        let links = try rows.map { try Link(row: $0) }
        let accounts = try session.rows(.accounts, "id", links.map(\.account), Account.init)
        let intents = try session.rows(.attempts, "attempt", links.map(\.attempt), Intent.init)
        let sharing = try session.sharing(links)
        let refused = try session.refusedParents(of: links.map(\.account))
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
        try addParents(to: &linked, session)
        return linked
    }

    private static func addParents(to linked: inout [LinkedAccount], _ session: Session) throws {
        for system in Set(linked.map(\.link.system)) {
            let places = linked.indices.filter { linked[$0].link.system == system }
            let wanted = Set(places.flatMap { [linked[$0].account.parent, linked[$0].parentSent] }.compactMap(\.self))
            let found = try AccountOnSystem.fetch(session, Array(wanted), on: system).compactMap(\.self)
            let parents = Dictionary(found.map { ($0.account.id, $0) }) { one, _ in one }
            for place in places {
                linked[place].parent = linked[place].account.parent.flatMap { parents[$0] }
                linked[place].sentParent = linked[place].parentSent.flatMap { parents[$0] }
            }
        }
    }
}

extension Session {
    /// The parents that an import or a pull refused for accounts that may be at a vendor.
    fileprivate func refusedParents(of accounts: [AccountID]) throws -> [AccountID: LinkedAccount.RefusedParent] {
        var parents: [AccountID: LinkedAccount.RefusedParent] = [:]
        try forEach(
            .refusedRows,
            """
            SELECT refused_rows.* FROM refused_rows JOIN accounts ON accounts.id = refused_rows.id
            WHERE refused_rows.id = ANY($1::text[])
                AND (refused_rows.source = 'bss' OR accounts.source IS DISTINCT FROM 'bss')
            ORDER BY refused_rows.number
            """,
            [Words(accounts)]
        ) { row in
            let problem = try RowProblem(row: row)
            guard let id = problem.id, problem.kind == .fixedParent else { return }
            parents[id] = LinkedAccount.RefusedParent(problem.parent)
        }
        return parents
    }

    /// The other accounts that are synchronized under the id of each link, on whatever system.
    fileprivate func sharing(_ links: [Link]) throws -> [[AccountOnSystem]] {
        var shared = [[Link]](repeating: [], count: links.count)
        guard !links.isEmpty else { return [] }
        try forEach(
            .links,
            """
            SELECT links.*, wanted.place
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted(key, own, place)
                JOIN links ON state = 'synchronized' AND external_key = wanted.key AND account <> wanted.own
            ORDER BY links.account, links.system
            """,
            [
                Words(links.map { $0.state == .synchronized ? $0.externalID?.folded : nil }),
                Words(links.map(\.account)),
            ]
        ) { shared[try $0.place(below: shared.count)].append(try Link(row: $0)) }
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
