package import Accounts
import GRDB
package import Synchronizing

extension AccountStore: AccountDirectory {
    /// The accounts that a query selects, in its order.
    package func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing {
        try await read { database in
            let total = try Int.fetchOne(database, sql: "SELECT count(*) FROM accounts") ?? 0
            let (condition, arguments) = query.condition(systems: try Self.systemNames(database))
            let isTree = query.order == .tree
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT key, depth\(isTree && !query.filter.isEmpty ? ", path" : "") FROM accounts
                    WHERE \(condition) ORDER BY \(query.ordering) LIMIT \(query.limit ?? -1)
                    """,
                arguments: arguments
            )
            var entries: [AccountListing.Entry] = []
            if query.filter.isEmpty { entries.reserveCapacity(query.limit ?? total) }
            guard isTree else {
                while let row = try cursor.next() { entries.append(.init(key: AccountKey(row[0]))) }
                return AccountListing(entries: entries, matches: entries.count, total: total)
            }
            if query.filter.isEmpty {
                while let row = try cursor.next() {
                    entries.append(.init(key: AccountKey(row[0]), depth: try TreePlace.depth(row)))
                }
                return AccountListing(entries: entries.countingDescendants(), matches: total, total: total)
            }
            var places: [TreePlace] = []
            while let row = try cursor.next() { places.append(try TreePlace(row)) }
            let whole = try places.withAncestors(database)
            return AccountListing(
                entries: whole.map { .init(key: AccountKey($0.key), depth: $0.depth) }.countingDescendants(),
                matches: places.count,
                total: total
            )
        }
    }

    private static func systemNames(_ database: Database) throws -> [SystemName] {
        try String.fetchAll(database, sql: "SELECT name FROM systems").map { SystemName($0) }
    }

    /// What a list shows of some accounts.
    package func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow] {
        try await read { database in
            try keys.compactMap { key in
                try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE key = ?", arguments: [key.rawValue])
                    .map { try AccountRow(row: $0, database) }
            }
        }
    }

    /// The account with a code, in either spelling.
    package func row(code: AccountCode) async throws(StoreFailure) -> AccountRow? {
        try await read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM accounts WHERE code IN (?1, ?2) ORDER BY code = ?1 DESC",
                arguments: [code.rawValue, code.rawValue.composed]
            )
            .map { try AccountRow(row: $0, database) }
        }
    }

    package func row(id: AccountID) async throws(StoreFailure) -> AccountRow? {
        try await read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE id = ?", arguments: [id.rawValue])
                .map { try AccountRow(row: $0, database) }
        }
    }

    /// How many accounts are in each state on a system.
    package func counts(on system: SystemName) async throws(StoreFailure) -> [SyncState: Int] {
        try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT coalesce(links.state, CASE WHEN fault IS NULL THEN 'not synchronized' ELSE 'blocked' END) AS status,
                        count(*) AS number
                    FROM accounts LEFT JOIN links ON links.account = accounts.id AND links.system = ?
                    GROUP BY status
                    """,
                arguments: [system.rawValue]
            )
            var counts: [SyncState: Int] = [:]
            for row in rows {
                // The only thing in it that can be damaged is a link's state.
                guard let state = String.fromDatabaseValue(row["status"]).flatMap(SyncState.init(rawValue:)) else {
                    throw Damage(.links, "state", row: "")
                }
                counts[state] = row["number"]
            }
            return counts
        }
    }

    /// The other accounts that use an email.
    package func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        guard !email.isEmpty else { return [] }
        return try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id AS account FROM accounts WHERE email_folded = ?1 AND id <> ?3
                    UNION SELECT account FROM links WHERE email = ?1 AND account <> ?3
                        AND claim_key = (SELECT claim_key FROM systems WHERE name = ?2)
                    LIMIT 20
                    """,
                arguments: [email, system.rawValue, account.rawValue]
            )
            return try rows.map {
                try AccountOnSystem.fetch(database, namedBy: "account", of: StoredRow(.links, $0), on: system)
            }
        }
    }

    /// The resellers synchronized on a system.
    package func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        let words = Needle.words(text)
        return try await read { database in
            var arguments: StatementArguments = ["system": system.rawValue, "limit": limit]
            let conditions = words.enumerated()
                .map { AccountQuery.condition($0.element, "t\($0.offset)", &arguments) }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT accounts.id AS account FROM links JOIN accounts ON accounts.id = links.account
                    WHERE links.system = :system AND links.state = 'synchronized' AND accounts.kind = 'reseller'
                        AND \((["1"] + conditions).joined(separator: " AND "))
                    ORDER BY accounts.code LIMIT :limit
                    """,
                arguments: arguments
            )
            return try rows.map {
                try AccountOnSystem.fetch(database, namedBy: "account", of: StoredRow(.links, $0), on: system)
            }
        }
    }

    /// The end customer of a reseller that comes next.
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
                [reseller.rawValue, code?.rawValue ?? "", system.rawValue]
            )
            return try row.map { AccountID(try $0.text("id")) }
        }
    }

    /// A number that grows with every change by whatever process.
    package func version() async throws(StoreFailure) -> Int {
        // SQLite's data_version sees only other connections' commits; the write-ahead log's reader sees them all.
        try await read { database in
            guard let row = try database.first(.workspace) else { throw Damage(.workspace, "changes", row: "") }
            return try row.number("changes")
        }
    }
}

extension AccountRow {
    init(row: Row, _ database: Database) throws {
        let account = try Account(row: row)
        var links: [SystemName: Link] = [:]
        for row in try database.all(.links, "WHERE account = ?", [account.id.rawValue]) {
            let link = try Link(row: row.row)
            links[link.system] = link
        }
        let parent = try account.parent.map { parent in
            guard let above = try database.first(.accounts, "WHERE id = ?", [parent.rawValue]) else {
                throw StoredRow(.accounts, row).damage("parent")
            }
            return AccountCode(try above.text("code"))
        }
        self.init(key: AccountKey(row["key"]), account: account, links: links, parentCode: parent)
    }
}
