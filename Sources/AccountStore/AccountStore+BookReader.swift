package import Accounts
import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: BookReader {
    package func readBook(
        portion: Int,
        _ take: @escaping @Sendable ([IndexedAccount]) -> Bool
    ) async throws(StoreFailure) -> Int {
        readBesides()
        return try await read { database in
            let handover = Handover(take)
            defer { handover.end() }
            var accounts: [IndexedAccount] = []
            accounts.reserveCapacity(portion)
            try database.forEachIndexed("1 ORDER BY accounts.path") { account in
                accounts.append(account)
                guard accounts.count == portion else { return true }
                defer {
                    accounts = []
                    accounts.reserveCapacity(portion)
                }
                return handover.give(accounts)
            }
            if !accounts.isEmpty { _ = handover.give(accounts) }
            // Nobody reads these pages again.
            try database.execute(sql: "PRAGMA shrink_memory")
            return try database.version()
        }
    }

    package func sampleTexts(_ count: Int) async throws(StoreFailure) -> [SearchText] {
        readBesides()
        return try await read { database in
            let last = try Int64.fetchOne(database, sql: "SELECT max(key) FROM accounts") ?? 0
            guard last > 0 else { return [] }
            let statement = try database.makeStatement(sql: "SELECT search FROM accounts WHERE key >= ? LIMIT 1")
            return try (0..<min(Int64(count), last))
                .compactMap { _ in
                    try String.fetchOne(statement, arguments: [Int64.random(in: 1...last)])
                        .map(SearchText.init(stored:))
                }
        }
    }

    package func changes(since version: Int) async throws(StoreFailure) -> BookChanges {
        try await read { database in
            var accounts: [IndexedAccount] = []
            try database.forEachIndexed("accounts.version > \(version) ORDER BY accounts.path") {
                accounts.append($0)
                return true
            }
            return BookChanges(accounts: accounts, version: try database.version())
        }
    }

    package func mayHaveChanged() -> AsyncStream<Void> {
        // Whatever is committed is written to the log beside the file, or from there to the file.
        FileWatch.changes(in: String(path.dropLast(Self.fileName.count + 1)), prefix: Self.fileName)
    }
}

extension Database {
    /// Reads the accounts that meet a condition, with what is known of them on systems, until the closure returns false.
    fileprivate func forEachIndexed(_ condition: String, _ body: (IndexedAccount) -> Bool) throws {
        let rows = try Row.fetchCursor(
            self,
            sql: """
                SELECT accounts.key, accounts.code, above.key, accounts.kind, accounts.storefront, accounts.fault,
                    accounts.updated, accounts.search, links.system, links.state, links.changed
                FROM accounts LEFT JOIN accounts AS above ON above.id = accounts.parent
                    LEFT JOIN links ON links.account = accounts.id
                WHERE \(condition)
                """
        )
        var last: IndexedAccount?
        while let row = try rows.next() {
            if last?.key.rawValue != row[0] as Int64? {
                if let last, !body(last) { return }
                last = try IndexedAccount(row)
            }
            guard !row.hasNull(atIndex: 8) else { continue }
            let (system, state, changed) = try IndexedAccount.link(row)
            last?.states[system] = state
            if let before = last?.changed { last?.changed = max(before, changed) }
        }
        if let last { _ = body(last) }
    }
}

extension IndexedAccount {
    /// Reads the columns of `forEachIndexed` by their places, since there may be a million rows.
    fileprivate init(_ row: Row) throws {
        let key: Int64 = row[0]
        func damage(_ column: String) -> Damage { Damage(.accounts, column, row: "key \(key)") }
        guard let code = String.fromDatabaseValue(row[1]) else { throw damage("code") }
        guard let kind = String.fromDatabaseValue(row[3]).flatMap(Account.Kind.init(rawValue:)) else {
            throw damage("kind")
        }
        guard let updated = Double.fromDatabaseValue(row[6]), Date.storable.contains(updated) else {
            throw damage("updated")
        }
        guard let storefront = Int64.fromDatabaseValue(row[4]), (0...1).contains(storefront) else {
            throw damage("storefront")
        }
        guard let search = String.fromDatabaseValue(row[7]) else { throw damage("search") }
        self.init(
            key: AccountKey(key),
            code: AccountCode(code),
            parent: (row[2] as Int64?).map { AccountKey($0) },
            kind: kind,
            isStorefrontManaged: storefront == 1,
            fault: String.fromDatabaseValue(row[5]).flatMap(AccountFault.init(rawValue:)),
            changed: Self.seconds(updated),
            search: SearchText(stored: search)
        )
    }

    fileprivate static func link(_ row: Row) throws -> (system: SystemName, state: SyncState, changed: Int64) {
        func damage(_ column: String) -> Damage { Damage(.links, column, row: "account key \(row[0] as Int64)") }
        guard let system = String.fromDatabaseValue(row[8]) else { throw damage("system") }
        guard let state = String.fromDatabaseValue(row[9]).flatMap(SyncState.init(rawValue:)) else {
            throw damage("state")
        }
        guard let changed = Double.fromDatabaseValue(row[10]), Date.storable.contains(changed) else {
            throw damage("changed")
        }
        return (SystemName(system), state, seconds(changed))
    }

    /// Seconds since 1970, of seconds since the reference date.
    private static func seconds(_ time: Double) -> Int64 {
        Int64((time + Date.timeIntervalBetween1970AndReferenceDate).rounded(.down))
    }
}
