package import Accounts
import StoredForms
package import Synchronizing

extension TeamStore: AccountDirectory {
    package func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing {
        try await read { session in
            // To count a million accounts takes longer than to read a page of them.
            let all = try query.limit == nil ? session.count("SELECT count(*) FROM accounts") : nil
            let (clause, values) = try query.selection(session)
            let rows = try session.run("SELECT key, depth, path FROM accounts \(clause)", values)
            let places = try rows.all.map { try TreePlace(row: StoredRow(.accounts, $0)) }
            let total = all ?? places.count
            guard query.order == .tree else {
                let entries = places.map { AccountListing.Entry(key: AccountKey($0.key)) }
                return AccountListing(entries: entries, matches: places.count, total: total)
            }
            let whole =
                query.filter.isEmpty
                ? places
                : try places.withAncestors { missing in
                    let sql = "SELECT key, depth, path FROM accounts WHERE path = ANY($1::text[])"
                    return try session.map(.accounts, sql, [Words(missing)]) { try TreePlace(row: $0, isMatch: false) }
                }
            return AccountListing(
                entries: whole.map { .init(key: AccountKey($0.key), depth: $0.depth, isMatch: $0.isMatch) }
                    .countingDescendants(),
                matches: places.count,
                total: total
            )
        }
    }

    package func eachPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([AccountRow]) -> Bool
    ) async throws(StoreFailure) {
        try await read { try $0.eachPortion(of: query, AccountRow.self, body) }
    }

    package func eachListedPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([ListedAccount]) -> Bool
    ) async throws(StoreFailure) {
        try await read { try $0.eachPortion(of: query, ListedAccount.self, body) }
    }

    package func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow] {
        try await read { session in
            try AccountRow.fetch(
                session,
                from: """
                    unnest($1::bigint[]) WITH ORDINALITY AS wanted(key, place)
                        JOIN accounts ON accounts.key = wanted.key
                    """,
                "ORDER BY wanted.place",
                [Numbers(keys.map(\.rawValue))]
            )
        }
    }

    package func row(code: AccountCode) async throws(StoreFailure) -> AccountRow? {
        // A code has only one spelling in a book, but may be typed in another.
        try await read { session in
            try AccountRow.fetch(
                session,
                "WHERE accounts.code IN ($1, $2) ORDER BY accounts.code = $1 DESC LIMIT 1",
                [code, code.rawValue.composed]
            )
            .first
        }
    }

    package func row(id: AccountID) async throws(StoreFailure) -> AccountRow? {
        try await read { try AccountRow.fetch($0, "WHERE accounts.id = $1", [id]).first }
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
        return try await read { session in
            try AccountOnSystem.all(
                session,
                """
                SELECT id AS account FROM accounts WHERE email_folded = $1 AND id <> $3
                UNION SELECT account FROM links WHERE email = $1 AND account <> $3
                    AND claim_key = (SELECT claim_key FROM systems WHERE name = $2)
                ORDER BY account LIMIT 20
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
        try await read { session in
            let emails = Array(Set(accounts.values))
            var users: [String: [AccountID]] = [:]
            // One more than are wanted, since one of them may be the account itself.
            try session.forEach(
                .links,
                """
                SELECT wanted.email, found.account FROM unnest($1::text[]) AS wanted(email) CROSS JOIN LATERAL (
                    SELECT id AS account FROM accounts WHERE email_folded = wanted.email
                    UNION SELECT account FROM links WHERE email = wanted.email
                        AND claim_key = (SELECT claim_key FROM systems WHERE name = $2)
                    ORDER BY account LIMIT 21
                ) AS found
                """,
                [Words(emails), system]
            ) { users[try $0.text("email"), default: []].append(try $0.word("account")) }
            let others = accounts.mapValues { users[$0] ?? [] }
                .map { account, ids in (account, ids.filter { $0 != account }.prefix(20)) }
            let ids = Array(Set(others.flatMap(\.1)))
            let found = Dictionary(uniqueKeysWithValues: zip(ids, try AccountOnSystem.fetch(session, ids, on: system)))
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
        return try await read { session in
            var found = FilterWords()
            let name = found.place(for: system.rawValue)
            let conditions = words.map { AccountQuery.condition($0, &found) }
            return try AccountOnSystem.all(
                session,
                """
                SELECT accounts.id AS account FROM links JOIN accounts ON accounts.id = links.account
                WHERE links.system = \(name) AND links.state = 'synchronized' AND accounts.kind = 'reseller'
                    AND \((["true"] + conditions).joined(separator: " AND "))
                ORDER BY accounts.code LIMIT \(limit)
                """,
                found.values,
                on: system
            )
        }
    }

    package func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) async throws(StoreFailure) -> AccountID? {
        try await read { session in
            let row = try session.first(
                .accounts,
                """
                WHERE parent = $1 AND kind = 'end customer' AND code > $2 AND NOT EXISTS (
                    SELECT 1 FROM links WHERE account = accounts.id AND system = $3 AND links.state = 'synchronized')
                ORDER BY code LIMIT 1
                """,
                [reseller, code?.rawValue ?? "", system]
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
        return try await read { session in
            // Reading a file may take longer than a transaction may usually be left alone.
            try session.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")
            return try body(ServerBook(session, path: path))
        }
    }

    package func changeAccounts<Plan: Sendable>(
        _ change: @escaping @Sendable (any AccountWriter<StoreFailure>) throws(StoreFailure) -> Plan?
    ) async throws(StoreFailure) -> Plan? {
        let path = path
        return try await write { session in
            try session.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")
            // One import at a time; whoever sends goes on meanwhile.
            try session.run("SELECT name FROM turns WHERE name = 'accounts' FOR UPDATE")
            try session.execute("SAVEPOINT change")
            let writer = ServerWriter(session, path: path)
            let before = session.changes
            do {
                if let done = try change(writer) { return done }
            } catch {
                // What went wrong underneath says whether all of it may be done again.
                throw writer.failure ?? error
            }
            try session.execute("ROLLBACK TO SAVEPOINT change")
            session.forget(changesAfter: before)
            return nil
        }
    }

    package func version() async throws(StoreFailure) -> Int { try await read { try $0.version() } }
}

extension TreePlace {
    fileprivate init(row: StoredRow, isMatch: Bool = true) throws {
        guard let depth = Int16(exactly: try row.number("depth")) else { throw row.damage("depth") }
        self.init(path: try row.text("path"), key: Int64(try row.number("key")), depth: depth, isMatch: isMatch)
    }
}
