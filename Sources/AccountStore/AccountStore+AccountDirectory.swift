package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: AccountDirectory {
    package func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing {
        try await read { database in
            // To count a million accounts takes longer than to read a page of them.
            let all = try query.limit == nil ? database.count("SELECT count(*) FROM accounts") : nil
            let (condition, ordering, values) = try query.selection(database)
            let isTree = query.order == .tree
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT key, depth\(isTree && !query.filter.isEmpty ? ", path" : "") FROM accounts
                    WHERE \(condition) ORDER BY \(ordering) LIMIT \(query.limit ?? -1)
                    """,
                arguments: values.arguments
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
            return AccountListing(
                entries: try places.withAncestors(database).entries,
                matches: places.count,
                total: all ?? places.count
            )
        }
    }

    package func firstLook(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing? {
        guard query.order == .tree, !query.filter.isEmpty else { return nil }
        return try await read { database in
            let (condition, _, values) = try query.selection(database, isBrief: true)
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT key, depth, path FROM (SELECT * FROM accounts ORDER BY path LIMIT \(Self.brief)) AS accounts
                    WHERE \(condition) LIMIT \(query.limit ?? -1)
                    """,
                arguments: values.arguments
            )
            var places: [TreePlace] = []
            while let row = try cursor.next() { places.append(try TreePlace(row)) }
            guard !places.isEmpty else { return nil }
            return AccountListing(
                entries: try places.withAncestors(database).entries,
                matches: places.count,
                total: places.count
            )
        }
    }

    /// How many accounts are looked at in the time of a frame.
    private static let brief = 2_000

    package func eachPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([AccountRow]) -> Bool
    ) async throws(StoreFailure) {
        try await read { database in
            var rows = try RowPortions(database, query)
            while let portion = try rows.next(), body(portion) {}
        }
    }

    package func eachListedPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable (ListedPortion) -> Bool
    ) async throws(StoreFailure) {
        try await read { database in
            var rows = try ListedPortions(database, query)
            while let portion = try rows.next(), body(portion) {}
        }
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
}
