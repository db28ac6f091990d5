package import Accounts
package import GRDB
package import StoredForms
import Synchronizing

extension Database: BookRows {
    package var dialect: any Dialect { SQLite() }

    package func each(
        _ sql: String,
        _ values: [(any Storable)?],
        _ body: (any StoredColumns) throws -> Bool
    ) throws {
        let rows = try Row.fetchCursor(self, sql: sql, arguments: values.arguments)
        while let row = try rows.next(), try body(SQLiteColumns(row: row)) {}
    }

    package func count(_ sql: String, _ values: [(any Storable)?]) throws -> Int {
        try Int.fetchOne(self, sql: sql, arguments: values.arguments) ?? 0
    }

    @discardableResult
    package func change(_ sql: String, _ values: [(any Storable)?]) throws -> Int {
        try execute(sql: sql, arguments: values.arguments)
        return changesCount
    }

    /// Whoever writes is alone.
    package func lockAccount(_: AccountID) {}

    /// Whoever writes is alone.
    package func lockSystems() {}

    /// Triggers mark it as changed.
    package func refreshAccount(_ account: AccountID, with link: Link?) throws {
        let sql = "SELECT external_id FROM links WHERE account = ? AND external_id IS NOT NULL ORDER BY system"
        let ids = try String.fetchAll(cachedStatement(sql: sql), arguments: [account.rawValue])
        let update = try cachedStatement(
            sql: """
                UPDATE accounts SET search = substr(search, 1, instr(search || 'X', 'X') - 1) || :part
                WHERE id = :account AND substr(search, instr(search || 'X', 'X')) <> :part
                """
        )
        try update.execute(
            arguments: ["account": account.rawValue, "part": SearchText.part(of: ids.map { ExternalID($0) })]
        )
    }

    package func emailHolder(_ email: String, claimKey: String, except account: AccountID) throws -> AccountCode? {
        guard !email.isEmpty else { return nil }
        let states = SyncState.sqlList(where: \.holdsEmail)
        let clause = "WHERE email = $1 AND claim_key = $2 AND account <> $3 AND state IN (\(states))"
        guard let row = try first(.links, clause, [email, claimKey, account]) else { return nil }
        guard let holder = try first(.accounts, "WHERE id = $1", [try row.text("account")]) else {
            throw row.damage("account")
        }
        return try holder.word("code")
    }

    package func add(_ entry: NewEntry) throws { try insert(entry.values(after: try sealedEnd()).values, into: .log) }

    package func users(of emails: Set<String>, on system: SystemName) throws -> [String: [AccountID]] {
        let statement = try cachedStatement(
            sql: """
                SELECT id AS account FROM accounts WHERE email_folded = ?1
                UNION SELECT account FROM links WHERE email = ?1
                    AND claim_key = (SELECT claim_key FROM systems WHERE name = ?2)
                ORDER BY account LIMIT 21
                """
        )
        var users: [String: [AccountID]] = [:]
        for email in emails {
            users[email] = try String.fetchAll(statement, arguments: [email, system.rawValue]).map { AccountID($0) }
        }
        return users
    }
}

extension Database {
    /// The end of the chain; lines of an earlier version behind it have no hash yet.
    func logEnd() throws -> LogHead {
        let sql = "SELECT number, hash FROM log WHERE hash <> '' ORDER BY number DESC LIMIT 1"
        return try map(.log, sql, [], LogHead.init).first ?? .beginning(try first(.workspace))
    }

    /// The end of the chain, to which the next line is added, after every line was given its hash.
    func sealedEnd() throws -> LogHead {
        var end = try logEnd()
        for line in try logLines(after: end.number, most: .max) {
            end = LogHead(number: line.number, hash: LogChain.hash(line.number, line.parts, after: end.hash))
            try execute(sql: "UPDATE log SET hash = ? WHERE number = ?", arguments: [end.hash, end.number])
        }
        return end
    }
}

/// A row of SQLite's by the names of its columns.
struct SQLiteColumns: StoredColumns {
    let row: Row

    func value(_ column: String) -> StoredValue {
        StoredValue((row[column] as DatabaseValue).storage)
    }

    func has(_ column: String) -> Bool { row.hasColumn(column) }

    var copy: SQLiteColumns { SQLiteColumns(row: row.copy()) }
}

extension StoredRow {
    init(_ table: StoredTable, _ row: Row) { self.init(table, SQLiteColumns(row: row)) }
}

extension StoredValue {
    init(_ storage: DatabaseValue.Storage) {
        self =
            switch storage {
            case .null: .null
            case .int64(let number): .integer(number)
            case .double(let number): .real(number)
            case .string(let text): .text(text)
            case .blob: .bytes
            }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null, .bytes: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}

extension [(any Storable)?] {
    /// The values of `$1`, `$2` and so on, which to SQLite are names.
    var arguments: StatementArguments {
        let values = map { ($0?.storedValue ?? .null).databaseValue }
        return StatementArguments(Dictionary(uniqueKeysWithValues: zip((1...).lazy.map(String.init), values)))
    }
}
