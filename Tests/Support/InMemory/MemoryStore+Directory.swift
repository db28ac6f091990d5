package import Accounts
package import Synchronizing

extension MemoryStore: AccountDirectory {
    package func list(_ query: AccountQuery) throws(StoreFailure) -> AccountListing {
        try disk.transaction { $0.list(query) }
    }

    package func rows(_ keys: [AccountKey]) throws(StoreFailure) -> [AccountRow] {
        try disk.transaction { contents in
            let accounts = Dictionary(uniqueKeysWithValues: contents.keys.map { ($0.value, $0.key) })
            return keys.compactMap { accounts[$0].flatMap { contents.accounts[$0] }.flatMap(contents.row) }
        }
    }

    package func row(code: AccountCode) throws(StoreFailure) -> AccountRow? {
        try disk.transaction { contents in contents.accounts.values.first { $0.code == code }.flatMap(contents.row) }
    }

    package func row(id: AccountID) throws(StoreFailure) -> AccountRow? {
        try disk.transaction { contents in contents.accounts[id].flatMap(contents.row) }
    }

    package func counts(on system: SystemName) throws(StoreFailure) -> [SyncState: Int] {
        try disk.transaction { $0.counts(on: system) }
    }

    package func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) throws(StoreFailure) -> [AccountOnSystem] {
        try disk.transaction { $0.emailUses(email, on: system, except: account) }
    }

    package func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) throws(StoreFailure) -> [AccountOnSystem] {
        try disk.transaction { $0.parents(on: system, matching: text, limit: limit) }
    }

    package func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) throws(StoreFailure) -> AccountID? {
        try disk.transaction { $0.nextCustomer(of: reseller, after: code, on: system) }
    }

    package func allAccounts() throws(StoreFailure) -> [Account] { try disk.transaction { $0.allAccounts() } }

    package func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        try disk.transaction { contents throws(StoreFailure) in try body(MemoryBook(contents: contents)) }
    }

    package func changeAccounts<Plan: Sendable>(
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

    package func version() throws(StoreFailure) -> Int { try disk.transaction { $0.changes } }
}
