package import Accounts
package import FoundationEssentials
package import Synchronizing

extension MemoryStore: DriftReader {
    package func linkedAccounts(
        after link: Link.ID?,
        on system: SystemName?,
        limit: Int
    ) throws(StoreFailure) -> [LinkedAccount] {
        try disk.transaction { contents in
            let all = contents.linkedAccounts.filter { linked in
                guard system == nil || linked.link.system == system else { return false }
                guard let link else { return true }
                return (linked.link.account, linked.link.system) > (link.account, link.system)
            }
            return Array(all.prefix(limit))
        }
    }

    package func linkedAccounts(of account: AccountID) throws(StoreFailure) -> [LinkedAccount] {
        try disk.transaction { $0.linkedAccounts.filter { $0.account.id == account } }
    }

    package func knownIDs(among ids: [ExternalID], on system: SystemName) throws(StoreFailure) -> Set<String> {
        try disk.transaction { contents in
            let key = contents.systems[system]?.claimKey
            let known = contents.rows
                .filter { row in
                    row.claimKey == key && row.link.state == .synchronized
                        || row.link.system == system && [.atVendor, .conflict, .abandoned].contains(row.link.state)
                }
                .compactMap(\.link.externalID?.folded)
            return Set(ids.map(\.folded)).intersection(known)
        }
    }
}

extension Contents {
    fileprivate var linkedAccounts: [LinkedAccount] {
        let states: Set<SyncState> = [.sending, .synchronized, .atVendor, .inDoubt, .conflict, .abandoned]
        return rows.map(\.link).filter { states.contains($0.state) }
            .compactMap { link in
                guard let account = accounts[link.account] else { return nil }
                let intent = link.attempt.flatMap { attempts[$0]?.intent }
                return LinkedAccount(
                    account: account,
                    link: link,
                    intent: intent,
                    parent: account.parent.flatMap { relative($0, on: link.system) },
                    sentParent: (intent?.parent?.id ?? link.parent).flatMap { relative($0, on: link.system) },
                    refusedParent: refusedParent(of: account.id),
                    sharing: sharing(link)
                )
            }
    }

    private func refusedParent(of account: AccountID) -> LinkedAccount.RefusedParent? {
        // What a file has no longer counts once the account is the BSS's.
        let isOfBSS = accounts[account]?.origin?.source == .bss
        return [isOfBSS ? nil : refusedRows, refusedOfBSS].compactMap(\.self).flatMap(\.rows).map(\.problem)
            .last { $0.id == account && $0.kind == .fixedParent }
            .map { LinkedAccount.RefusedParent($0.parent) }
    }

    private func sharing(_ link: Link) -> [AccountOnSystem] {
        guard link.state == .synchronized, let id = link.externalID?.folded else { return [] }
        return rows.map(\.link)
            .filter { $0.state == .synchronized && $0.account != link.account && $0.externalID?.folded == id }
            .compactMap { other in accounts[other.account].map { AccountOnSystem(account: $0, link: other) } }
    }
}

extension MemoryStore: WitnessStore {
    package func unverified(on system: SystemName?, limit: Int) throws(StoreFailure) -> [AccountOnSystem] {
        try disk.transaction { contents in
            let open = contents.rows.filter { row in
                guard row.link.state == .synchronized, row.link.witness == nil else { return false }
                return system == nil || row.link.system == system
            }
            let rows = open.sorted { one, other in
                let (first, second) = (one.ordersAsked ?? .distantPast, other.ordersAsked ?? .distantPast)
                guard first == second else { return first < second }
                return (one.link.account, one.link.system) < (other.link.account, other.link.system)
            }
            return rows.prefix(limit)
                .compactMap { row in
                    contents.accounts[row.link.account].map { AccountOnSystem(account: $0, link: row.link) }
                }
        }
    }

    package func keep(_ witness: Witness?, of link: Link, askedAt: Date) throws(StoreFailure) -> Bool {
        try write(.decision) { contents in
            guard var row = contents.links[link.account]?[link.system], row.link.isSame(as: link),
                row.link.state == .synchronized, row.link.witness == nil, row.link.changed == link.changed
            else { return false }
            (row.link.witness, row.ordersAsked) = (witness, askedAt)
            contents.links[link.account]?[link.system] = row
            return true
        }
    }
}
