public import Accounts
public import Synchronizing

extension MemoryStore: AccountDirectory {
    /// The accounts that a query selects, in its order.
    public func list(_ query: AccountQuery) throws(StoreFailure) -> AccountListing {
        try disk.transaction { $0.list(query) }
    }

    /// What a list shows of some accounts.
    public func rows(_ keys: [AccountKey]) throws(StoreFailure) -> [AccountRow] {
        try disk.transaction { contents in
            let accounts = Dictionary(uniqueKeysWithValues: contents.keys.map { ($0.value, $0.key) })
            return keys.compactMap { accounts[$0].flatMap { contents.accounts[$0] }.flatMap(contents.row) }
        }
    }

    /// The account with a code.
    public func row(code: AccountCode) throws(StoreFailure) -> AccountRow? {
        try disk.transaction { contents in contents.accounts.values.first { $0.code == code }.flatMap(contents.row) }
    }

    /// The account with an id.
    public func row(id: AccountID) throws(StoreFailure) -> AccountRow? {
        try disk.transaction { contents in contents.accounts[id].flatMap(contents.row) }
    }

    /// How many accounts are in each state on a system.
    public func counts(on system: SystemName) throws(StoreFailure) -> [SyncState: Int] {
        try disk.transaction { $0.counts(on: system) }
    }

    /// The other accounts that use an email.
    public func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) throws(StoreFailure) -> [Relative] {
        try disk.transaction { $0.emailUses(email, on: system, except: account) }
    }

    /// The resellers synchronized on a system.
    public func parents(on system: SystemName, matching text: String, limit: Int) throws(StoreFailure) -> [Relative] {
        try disk.transaction { $0.parents(on: system, matching: text, limit: limit) }
    }

    /// The end customer of a reseller that comes next.
    public func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) throws(StoreFailure) -> AccountID? {
        try disk.transaction { $0.nextCustomer(of: reseller, after: code, on: system) }
    }

    /// All accounts, parents before children.
    public func allAccounts() throws(StoreFailure) -> [Account] { try disk.transaction { $0.allAccounts() } }

    /// The ids of the accounts whose type and parent cannot change any more.
    public func lockedAccounts() throws(StoreFailure) -> Set<AccountID> {
        try disk.transaction { $0.lockedAccounts() }
    }

    /// Adds accounts, or replaces those with a known id.
    public func write(_ accounts: [Account]) throws(StoreFailure) {
        try write(.accounts) { contents throws(StoreFailure) in try contents.write(accounts) }
    }

    /// A number that grows with every change.
    public func version() throws(StoreFailure) -> Int { try disk.transaction { $0.changes } }
}
