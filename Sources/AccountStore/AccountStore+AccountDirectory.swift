package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: AccountDirectory {
    package func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing {
        try await read { database in
            // To count a million accounts takes longer than to read a page of them.
            let all = try query.limit == nil ? Int.fetchOne(database, sql: "SELECT count(*) FROM accounts") ?? 0 : nil
            let (condition, ordering, arguments) = query.selection(systems: try Self.systemNames(database))
            let isTree = query.order == .tree
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT key, depth\(isTree && !query.filter.isEmpty ? ", path" : "") FROM accounts
                    WHERE \(condition) ORDER BY \(ordering) LIMIT \(query.limit ?? -1)
                    """,
                arguments: arguments
            )
            var entries: [AccountListing.Entry] = []
            if query.filter.isEmpty { entries.reserveCapacity(query.limit ?? all ?? 0) }
            guard isTree else {
                while let row = try cursor.next() { entries.append(.init(key: AccountKey(row[0]))) }
                return AccountListing(entries: entries, matches: entries.count, total: all ?? entries.count)
            }
            if query.filter.isEmpty {
                while let row = try cursor.next() {
                    entries.append(.init(key: AccountKey(row[0]), depth: try TreePlace.depth(row)))
                }
                let total = all ?? entries.count
                return AccountListing(entries: entries.countingDescendants(), matches: total, total: total)
            }
            var places: [TreePlace] = []
            while let row = try cursor.next() { places.append(try TreePlace(row)) }
            let whole = try places.withAncestors(database)
            return AccountListing(
                entries: whole.map { .init(key: AccountKey($0.key), depth: $0.depth, isMatch: $0.isMatch) }
                    .countingDescendants(),
                matches: places.count,
                total: all ?? places.count
            )
        }
    }

    package func eachPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([AccountRow]) -> Bool
    ) async throws(StoreFailure) {
        try await read { database in
            var rows = try RowPortions(database, query, AccountRow.self)
            while let portion = try rows.next(), body(portion) {}
        }
    }

    package func eachListedPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([ListedAccount]) -> Bool
    ) async throws(StoreFailure) {
        try await read { database in
            var rows = try RowPortions(database, query, ListedAccount.self)
            while let portion = try rows.next(), body(portion) {}
        }
    }

    package func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow] {
        try await read { database in
            try AccountRow.fetch(
                database,
                from: "json_each(?) AS wanted CROSS JOIN accounts ON accounts.key = wanted.value",
                "ORDER BY wanted.key",
                [try keys.map(\.rawValue).json()]
            )
        }
    }

    package func row(code: AccountCode) async throws(StoreFailure) -> AccountRow? {
        // Files of earlier versions may hold a code in either spelling.
        try await read { database in
            try AccountRow.fetch(
                database,
                "WHERE accounts.code IN (?1, ?2) ORDER BY accounts.code = ?1 DESC LIMIT 1",
                [code, code.rawValue.composed]
            )
            .first
        }
    }

    package func row(id: AccountID) async throws(StoreFailure) -> AccountRow? {
        try await read { try AccountRow.fetch($0, "WHERE accounts.id = ?", [id]).first }
    }

    package func counts(on system: SystemName) async throws(StoreFailure) -> [SyncState: Int] {
        try await read { try $0.counts(on: system) }
    }

    package func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        guard !email.isEmpty else { return [] }
        return try await read { database in
            try AccountOnSystem.all(
                database,
                """
                SELECT id AS account FROM accounts WHERE email_folded = ?1 AND id <> ?3
                UNION SELECT account FROM links WHERE email = ?1 AND account <> ?3
                    AND claim_key = (SELECT claim_key FROM systems WHERE name = ?2)
                LIMIT 20
                """,
                [email, system, account],
                on: system
            )
        }
    }

    package func emailUses(
        of accounts: [AccountID: String],
        on system: SystemName
    ) async throws(StoreFailure) -> [AccountID: [AccountOnSystem]] {
        try await read { database in
            // One more than are wanted, since one of them may be the account itself.
            let statement = try database.makeStatement(
                sql: """
                    SELECT id AS account FROM accounts WHERE email_folded = ?1
                    UNION SELECT account FROM links WHERE email = ?1
                        AND claim_key = (SELECT claim_key FROM systems WHERE name = ?2)
                    LIMIT 21
                    """
            )
            var users: [String: [AccountID]] = [:]
            for email in Set(accounts.values) {
                users[email] = try AccountID.fetchAll(statement, arguments: [email, system])
            }
            let others = accounts.mapValues { users[$0] ?? [] }
                .map { account, ids in (account, ids.filter { $0 != account }.prefix(20)) }
            let ids = Array(Set(others.flatMap(\.1)))
            let found = Dictionary(
                uniqueKeysWithValues: zip(ids, try AccountOnSystem.fetch(database, ids, on: system))
            )
            var uses: [AccountID: [AccountOnSystem]] = [:]
            for (account, ids) in others where !ids.isEmpty {
                uses[account] = try ids.map { id in
                    guard let user = found[id] ?? nil else { throw Damage(.links, "account", row: "") }
                    return user
                }
            }
            return uses
        }
    }

    package func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        let words = Needle.words(text)
        return try await read { database in
            var found = SQLiteWords()
            let conditions = words.map { AccountQuery.condition($0, &found) }
            return try AccountOnSystem.all(
                database,
                """
                SELECT accounts.id AS account FROM links JOIN accounts ON accounts.id = links.account
                WHERE links.system = :system AND links.state = 'synchronized' AND accounts.kind = 'reseller'
                    AND \((["1"] + conditions).joined(separator: " AND "))
                ORDER BY accounts.code LIMIT :limit
                """,
                found.arguments + ["system": system, "limit": limit],
                on: system
            )
        }
    }

    package func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) async throws(StoreFailure) -> AccountID? {
        try await read { database in
            let row = try database.first(
                .accounts,
                """
                WHERE parent = ? AND kind = 'end customer' AND code > ? AND NOT EXISTS (
                    SELECT 1 FROM links WHERE account = accounts.id AND system = ? AND links.state = 'synchronized')
                ORDER BY code LIMIT 1
                """,
                [reseller, code ?? "", system]
            )
            return try row?.word("id")
        }
    }

    package func allAccounts() async throws(StoreFailure) -> [Account] {
        try await read { try $0.map(.accounts, "SELECT * FROM accounts ORDER BY path", [], Account.init) }
    }

    package func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
        let path = path
        return try await read { try body(try StoredBook($0, path: path)) }
    }

    package func changeAccounts<Plan: Sendable>(
        _ change: @escaping @Sendable (any AccountWriter<StoreFailure>) throws(StoreFailure) -> Plan?
    ) async throws(StoreFailure) -> Plan? {
        let path = path
        return try await write { database in
            var done: Plan?
            let writer = try StoredWriter(database, path: path)
            defer { writer.end() }
            try database.inSavepoint {
                done = try change(writer)
                guard done != nil else { return .rollback }
                try writer.complete()
                return .commit
            }
            return done
        }
    }

    package func version() async throws(StoreFailure) -> Int {
        // SQLite's data_version sees only other connections' commits; a reader of the write-ahead log sees them all.
        try await read { try $0.version() }
    }
}
