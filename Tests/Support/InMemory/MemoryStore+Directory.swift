package import Accounts
package import Synchronizing

extension MemoryStore: AccountDirectory {
    package func list(_ query: AccountQuery) throws(StoreFailure) -> AccountListing {
        try disk.transaction { $0.list(query) }
    }

    package func eachPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([AccountRow]) -> Bool
    ) throws(StoreFailure) {
        let rows = try disk.transaction { $0.matches(query) }
        for start in stride(from: 0, to: rows.count, by: 3) {
            guard body(Array(rows[start..<min(start + 3, rows.count)])) else { return }
        }
    }

    package func eachListedPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable (ListedPortion) -> Bool
    ) throws(StoreFailure) {
        try eachPortion(of: query) { body(ListedPortion($0.map { ListedAccount($0) })) }
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

    package func emailUses(
        of accounts: [AccountID: String],
        on system: SystemName
    ) throws(StoreFailure) -> [AccountID: [AccountOnSystem]] {
        var uses: [AccountID: [AccountOnSystem]] = [:]
        for (account, email) in accounts { uses[account] = try emailUses(email, on: system, except: account) }
        return uses
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

    package func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        try disk.transaction { contents throws(StoreFailure) in try body(MemoryBook(contents: contents)) }
    }

    package func changeAccounts<Plan: Sendable>(
        _ change: @escaping @Sendable (any AccountWriter<StoreFailure>) throws(StoreFailure) -> Plan?
    ) throws(StoreFailure) -> Plan? {
        try write(.accounts) { contents throws(StoreFailure) in
            let writer = MemoryWriter(book: MemoryBook(contents: contents))
            guard let made = try change(writer) else { return nil }
            for id in writer.released { contents.accounts[id]?.code = AccountCode("released \(id)") }
            try contents.write(writer.written)
            if let state = writer.state { contents.bss?.state = state }
            if let refused = writer.refused { contents.keep(refused) }
            return made
        }
    }

    package func version() throws(StoreFailure) -> Int { try disk.transaction { $0.changes } }
}

/// Changes that are kept until the transaction ends; the book shows none of them.
private final class MemoryWriter: AccountWriter {
    private let book: MemoryBook
    private(set) var written: [Account] = []
    private(set) var released: [AccountID] = []
    private(set) var state: PullState?
    private(set) var refused: RefusedRows?

    init(book: MemoryBook) { self.book = book }

    func account(code: AccountCode) throws(StoreFailure) -> Account? { try book.account(code: code) }
    func account(id: AccountID) throws(StoreFailure) -> Account? { try book.account(id: id) }
    func customers(of account: AccountID) throws(StoreFailure) -> [AccountID] { try book.customers(of: account) }
    func isFixed(_ account: AccountID) throws(StoreFailure) -> Bool { try book.isFixed(account) }
    func count() throws(StoreFailure) -> Int { try book.count() }
    func ownedByBSS(after id: AccountID?, limit: Int) throws(StoreFailure) -> [OwnedAccount] {
        try book.ownedByBSS(after: id, limit: limit)
    }
    func prepare(forAdding count: Int) {}
    func release(_ accounts: [AccountID]) { released += accounts }
    func write(_ accounts: [Account]) { written += accounts }
    func keep(_ state: PullState) { self.state = state }
    func refusedOfBSS() -> RefusedRows? { book.contents.refusedOfBSS }
    func keep(_ refused: RefusedRows) { self.refused = refused }
}
