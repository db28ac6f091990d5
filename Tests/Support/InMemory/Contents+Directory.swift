import Accounts
import Synchronizing

extension Contents {
    /// The codes from the top down to an account, which order the tree.
    func path(of account: Account) -> [String] {
        (account.parent.flatMap { accounts[$0] }.map(path) ?? []) + [account.code.rawValue]
    }

    func row(_ account: Account) -> AccountRow? {
        keys[account.id]
            .map {
                AccountRow(
                    key: $0,
                    account: account,
                    links: (links[account.id] ?? [:]).mapValues(\.link),
                    parentCode: account.parent.flatMap { accounts[$0]?.code }
                )
            }
    }

    func emailUses(_ email: String, on system: SystemName, except account: AccountID) -> [AccountOnSystem] {
        guard !email.isEmpty else { return [] }
        let claimKey = systems[system]?.claimKey
        let users = accounts.values.filter { other in
            other.id != account
                && (EmailAddress.fold(other.email) == email
                    || links[other.id, default: [:]].values.contains { $0.email == email && $0.claimKey == claimKey })
        }
        return users.sorted { $0.id < $1.id }.prefix(20).compactMap { relative($0.id, on: system) }
    }

    func parents(on system: SystemName, matching text: String, limit: Int) -> [AccountOnSystem] {
        let words = Needle.words(text)
        return accounts.values
            .filter { account in
                account.kind == .reseller && link(account.id, system)?.state == .synchronized
                    && words.allSatisfy { searchText(account).contains(anyOf: $0) }
            }
            .sorted { $0.code < $1.code }.prefix(limit).compactMap { relative($0.id, on: system) }
    }

    func nextCustomer(of reseller: AccountID, after code: AccountCode?, on system: SystemName) -> AccountID? {
        accounts.values
            .filter { account in
                account.parent == reseller && account.kind == .endCustomer && account.code > code ?? ""
                    && AccountFault(account) == nil && link(account.id, system)?.state != .synchronized
            }
            .min { $0.code < $1.code }?
            .id
    }

    func counts(on system: SystemName) -> [SyncState: Int] {
        accounts.values.reduce(into: [:]) { $0[state(of: $1, on: system), default: 0] += 1 }
    }

    func state(of account: Account, on system: SystemName) -> SyncState {
        link(account.id, system)?.state ?? (AccountFault(account) == nil ? .notSynchronized : .blocked)
    }

    mutating func write(_ new: [Account]) throws(StoreFailure) {
        var (accounts, keys) = (accounts, keys)
        for account in new {
            if accounts.values.contains(where: { $0.code == account.code && $0.id != account.id }) {
                throw .misused(reason: "a code twice")
            }
            if keys[account.id] == nil { keys[account.id] = AccountKey(Int64(keys.count + 1)) }
            accounts[account.id] = account
        }
        if accounts.values.contains(where: { $0.parent.map { accounts[$0] == nil } ?? false }) {
            throw .misused(reason: "a parent that is not there")
        }
        (self.accounts, self.keys) = (accounts, keys)
    }
}
