import Accounts
package import Synchronizing

extension Contents {
    func inbox(_ query: InboxQuery) -> Inbox {
        var inbox = Inbox()
        for kind in Inbox.Kind.allCases {
            let found = items(kind, on: query.system)
            guard !found.isEmpty else { continue }
            inbox.counts[kind] = kind == .notImported ? refused.reduce(0) { $0 + $1.count } : found.count
            if query.kind == nil || query.kind == kind { inbox.items += found.prefix(query.limit) }
        }
        return inbox
    }

    private func items(_ kind: Inbox.Kind, on system: SystemName?) -> [Inbox.Item] {
        switch kind {
        case .paused:
            systems.values.filter { $0.pause != nil && !$0.isDisabled && (system == nil || $0.name == system) }
                .sorted { $0.name < $1.name }.map(Inbox.Item.system)
        case .unapproved, .leftBehind:
            runs.map(stored).filter { $0.needsSomebody && (system == nil || $0.system == system) }.map(Inbox.Item.run)
                .filter { $0.kind == kind }
        case .inDoubt, .atVendor, .conflict:
            openCases(on: system).filter { $0.link.state == kind.linkState }.map(Inbox.Item.open)
        case .refused, .notSent, .waiting:
            rows.map(\.link).filter { $0.state == kind.linkState && (system == nil || $0.system == system) }
                .sorted { ($0.changed, $0.account, $0.system) < ($1.changed, $1.account, $1.system) }
                .compactMap { link in accounts[link.account].map { .link($0, link) } }
        case .notImported:
            refused.flatMap(\.rows).map(Inbox.Item.row)
        case .blocked:
            accounts.values
                .filter { account in
                    let known = links[account.id, default: [:]].keys
                    return AccountFault(account) != nil && !known.contains { system == nil || $0 == system }
                }
                .sorted { $0.code < $1.code }.map(Inbox.Item.account)
        }
    }

    private var refused: [RefusedRows] { [refusedRows, refusedOfBSS].compactMap(\.self) }

    mutating func keep(_ refused: RefusedRows) {
        let kept = refused.count > 0 ? refused : nil
        if refused.source == .bss { refusedOfBSS = kept } else { refusedRows = kept }
    }

    func figures(resellers limit: Int) -> [SystemFigures] {
        let customers = Dictionary(grouping: accounts.values.filter { $0.parent != nil }, by: \.parent)
        let largest = customers.sorted { ($1.value.count, $0.key ?? "") < ($0.value.count, $1.key ?? "") }.prefix(limit)
        return systems.values.sorted { $0.name < $1.name }
            .map { system in
                SystemFigures(
                    system,
                    counts: counts(on: system.name),
                    last: rows.map(\.link).filter { $0.system == system.name }
                        .max { ($0.changed, $0.account) < ($1.changed, $1.account) },
                    resellers: largest.compactMap { reseller, below in
                        reseller.flatMap { accounts[$0] }
                            .map { account in
                                SystemFigures.Reseller(
                                    account: account,
                                    customers: below.count,
                                    synchronized: below.count { link($0.id, system.name)?.state == .synchronized }
                                )
                            }
                    }
                )
            }
    }
}

extension MemoryStore: InboxReader {
    package func inbox(_ query: InboxQuery) throws(StoreFailure) -> Inbox { try disk.transaction { $0.inbox(query) } }

    package func figures(resellers limit: Int) throws(StoreFailure) -> [SystemFigures] {
        try disk.transaction { $0.figures(resellers: limit) }
    }
}
