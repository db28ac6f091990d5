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
                    return try session.map(.accounts, sql, [ArrayValue(missing)]) {
                        try TreePlace(row: $0, isMatch: false)
                    }
                }
            return AccountListing(entries: whole.entries, matches: places.count, total: total)
        }
    }

    package func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow] {
        guard !keys.isEmpty else { return [] }
        return try await read { session in
            let wanted = "unnest($1::bigint[]) WITH ORDINALITY AS wanted(key, place) JOIN accounts USING (key)"
            let values = [ArrayValue(keys.map { Int($0.rawValue) })]
            let answers = try session.run(together: [
                Question(
                    """
                    SELECT accounts.*, above.id AS above, above.code AS above_code
                    FROM \(wanted) LEFT JOIN accounts AS above ON above.id = accounts.parent ORDER BY wanted.place
                    """,
                    values
                ),
                Question("SELECT links.* FROM \(wanted) JOIN links ON links.account = accounts.id", values),
            ])
            var rows = try answers[0].stored(.accounts).map { try AccountRow(row: $0, hidesParents: true) }
            let links = Dictionary(grouping: try answers[1].stored(.links).map(Link.init), by: \.account)
            for place in rows.indices {
                for link in links[rows[place].id] ?? [] { rows[place].links[link.system] = link }
            }
            return rows
        }
    }

    package func eachPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([AccountRow]) -> Bool
    ) async throws(StoreFailure) {
        try await readLong { try $0.eachPortion(of: query, AccountRow.self, body) }
    }

    package func eachListedPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable (ListedPortion) -> Bool
    ) async throws(StoreFailure) {
        try await readLong { try $0.eachPortion(of: query, ListedAccount.self) { body(ListedPortion($0)) } }
    }

    package func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
        let path = path
        return try await readLong { session in
            // Reading a file may take longer than a transaction may usually be left alone.
            for setting in Self.forImports { try session.runLater("SET LOCAL \(setting)", counts: false) }
            return try body(ServerBook(session, path: path))
        }
    }

    /// Many accounts by their codes are many rows for the planner; to begin two processes for each portion of them takes
    /// longer than to read it.
    private static let forImports = [
        "idle_in_transaction_session_timeout = '10min'", "max_parallel_workers_per_gather = 0",
    ]

    package func changeAccounts<Plan: Sendable>(
        _ change: @escaping @Sendable (any AccountWriter<StoreFailure>) throws(StoreFailure) -> Plan?
    ) async throws(StoreFailure) -> Plan? {
        let (path, isLimited) = (path, scope != .whole)
        return try await write { session in
            try session.execute(Self.forImports.map { "SET LOCAL \($0)" }.joined(separator: "; "))
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
