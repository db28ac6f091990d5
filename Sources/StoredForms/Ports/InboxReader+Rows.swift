import Accounts
package import Synchronizing

extension InboxReader where Self: RowStore & RunStore {
    package func inbox(_ query: InboxQuery) async throws(StoreFailure) -> Inbox {
        let runs = try await openRuns()
            .filter { $0.needsSomebody && (query.system == nil || $0.system == query.system) }
        return try await readRows { rows in
            let systems = try rows.all(.systems, "WHERE name = $1 OR $1 IS NULL ORDER BY name", [query.system])
                .map(ProvisioningSystem.init)
            var inbox = Inbox()
            for kind in Inbox.Kind.allCases {
                let part = try rows.part(kind, query, systems, runs)
                guard part.count > 0 else { continue }
                inbox.counts[kind] = part.count
                if query.kind == nil || query.kind == kind { inbox.items += try part.items() }
            }
            return inbox
        }
    }
}

extension InboxReader where Self: RowStore {
    package func figures(resellers limit: Int) async throws(StoreFailure) -> [SystemFigures] {
        try await readRows { rows in
            let largest = try rows.largestResellers(limit)
            return try rows.all(.systems, "ORDER BY name").map(ProvisioningSystem.init)
                .map { system in
                    SystemFigures(
                        system,
                        counts: try rows.counts(on: system.name),
                        last: try rows.lastChanged(on: system.name),
                        resellers: try largest.map { account, customers in
                            SystemFigures.Reseller(
                                account: account,
                                customers: customers,
                                synchronized: try rows.countSynchronized(below: account.id, on: system.name)
                            )
                        }
                    )
                }
        }
    }
}

extension BookRows {
    /// How many there are of a kind, and the way to list them.
    fileprivate func part(
        _ kind: Inbox.Kind,
        _ query: InboxQuery,
        _ systems: [ProvisioningSystem],
        _ runs: [StoredRun]
    ) throws -> (count: Int, items: () throws -> [Inbox.Item]) {
        if let state = kind.linkState {
            let counts = try systems.map { try countLinks(on: $0.name, in: state) }
            let names = zip(systems, counts).filter { $0.1 > 0 }.map(\.0.name)
            return (counts.reduce(0, +), { try inboxLinks(in: state, on: names, limit: query.limit) })
        }
        if kind == .paused {
            let paused = systems.filter { $0.pause != nil && !$0.isDisabled }
            return (paused.count, { paused.prefix(query.limit).map(Inbox.Item.system) })
        }
        if kind.isOfRuns {
            let runs = runs.map(Inbox.Item.run).filter { $0.kind == kind }
            return (runs.count, { runs.prefix(query.limit).map(\.self) })
        }
        if kind == .notImported {
            return (try countRefusedRows(), { try refusedRows(limit: query.limit).map(Inbox.Item.row) })
        }
        return (
            try countBlocked(on: query.system), { try inboxBlocked(on: query.system, limit: query.limit) }
        )
    }
}
