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

    /// What is made of the accounts as they are at one moment.
    public func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        try disk.transaction { contents throws(StoreFailure) in try body(MemoryBook(contents: contents)) }
    }

    /// Writes what a plan makes of the accounts as they are.
    public func changeAccounts<Plan: Sendable>(
        unless isStopped: @escaping @Sendable () -> Bool,
        _ plan: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> ([Account], Plan)
    ) throws(StoreFailure) -> Plan? {
        try write(.accounts) { contents throws(StoreFailure) in
            let (accounts, made) = try plan(MemoryBook(contents: contents))
            guard !isStopped() else { return nil }
            try contents.write(accounts)
            return made
        }
    }

    /// A number that grows with every change.
    public func version() throws(StoreFailure) -> Int { try disk.transaction { $0.changes } }
}
