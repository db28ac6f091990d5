package import Accounts
import StoredForms
package import Synchronizing

extension TeamStore: AccountDirectory {
    package func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing {
        try await read { session in
            // To count a million accounts takes longer than to read a page of them.
            let all = try query.limit == nil ? session.count("SELECT count(*) FROM accounts") : nil
            let (clause, values) = try query.clause(session)
            let places = try session.map(.accounts, "SELECT key, depth, path FROM accounts \(clause)", values) {
                try TreePlace(row: $0)
            }
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
        let (path, isLimited) = (path, scope != .whole)
        return try await write { session in
            try session.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")
            // One import at a time; whoever sends goes on meanwhile.
            try session.run("SELECT name FROM turns WHERE name = 'accounts' FOR UPDATE")
            try session.execute("SAVEPOINT change")
            let writer = ServerWriter(session, path: path, isLimited: isLimited)
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
}

extension TreePlace {
    fileprivate init(row: StoredRow, isMatch: Bool = true) throws {
        guard let depth = Int16(exactly: try row.number("depth")) else { throw row.damage("depth") }
        self.init(path: try row.text("path"), key: Int64(try row.number("key")), depth: depth, isMatch: isMatch)
    }
}
