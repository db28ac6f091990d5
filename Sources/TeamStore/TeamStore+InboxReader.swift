import Accounts
import StoredForms
package import Synchronizing

extension TeamStore: InboxReader {
    package func inbox(_ query: InboxQuery) async throws(StoreFailure) -> Inbox {
        try await read { session in
            let clause = "WHERE $1::text IS NULL OR name = $1 ORDER BY name"
            let systems = try session.all(.systems, clause, [query.system]).map(ProvisioningSystem.init)
            var inbox = Inbox()
            for kind in Inbox.Kind.allCases {
                let part = try Self.part(kind, query, systems, session)
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
        _ session: Session
    ) throws -> (count: Int, items: () throws -> [Inbox.Item]) {
        if let state = kind.linkState {
            let counts = try systems.map { try session.countLinks(on: $0.name, in: state) }
            let names = zip(systems, counts).filter { $0.1 > 0 }.map(\.0.name)
            return (counts.reduce(0, +), { try session.inboxLinks(in: state, on: names, limit: query.limit) })
        }
        if kind == .paused {
            let paused = systems.filter { $0.pause != nil && !$0.isDisabled }
            return (paused.count, { paused.prefix(query.limit).map(Inbox.Item.system) })
        }
        if kind == .notImported {
            return (
                try session.countRefusedRows(),
                { try session.refusedRows(limit: query.limit).map(Inbox.Item.row) }
            )
        }
        return (
            try session.countBlocked(on: query.system),
            { try session.inboxBlocked(on: query.system, limit: query.limit) }
        )
    }

    package func figures(resellers limit: Int) async throws(StoreFailure) -> [SystemFigures] {
        try await read { session in
            let largest = try session.largestResellers(limit)
            return try session.all(.systems, "ORDER BY name").map(ProvisioningSystem.init)
                .map { system in
                    SystemFigures(
                        system,
                        counts: try session.counts(on: system.name),
                        last: try session.lastChanged(on: system.name),
                        resellers: try largest.map { account, customers in
                            SystemFigures.Reseller(
                                account: account,
                                customers: customers,
                                synchronized: try session.countSynchronized(below: account.id, on: system.name)
                            )
                        }
                    )
                }
        }
    }
}
