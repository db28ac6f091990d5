import GRDB
import GRDBSQLite
package import StoredForms
package import Synchronizing

extension AccountStore: MovableBook {
    package func closing() async throws(StoreFailure) -> Closing? { try await read { try $0.closing() } }

    package func close(_ closing: Closing) async throws(StoreFailure) {
        let path = path
        try await write { database in
            try database.countUnderWay().check(path)
            // Lines of an earlier version have no hash yet, and get none later.
            _ = try database.sealedEnd()
            try database.mark(closing)
        }
    }

    package func replace(_ closing: Closing, with other: Closing?) async throws(StoreFailure) -> Bool {
        try await writeMark { database in
            guard try database.closing() == closing else { return false }
            try database.mark(other)
            return true
        }
    }

    package func empty(_ closing: Closing, leaving id: String) async throws(StoreFailure) -> Bool {
        try await writeMark { database in
            guard try database.closing() == closing else { return false }
            try database.discard()
            try database.change("UPDATE workspace SET id = $1, changes = changes + 1, closing = NULL", [id])
            return true
        }
    }

    package func checkEmpty(for id: String) async throws(StoreFailure) {
        let path = path
        try await read { _ = try $0.hasLeftover(of: id, path) }
    }

    package func rows(of table: MovedTable, after key: [StoredValue]?) throws -> [[StoredValue]] {
        do {
            return try readNow { try $0.rows(of: table, after: key) }
        } catch {
            throw StoreFailure(error, path: path)
        }
    }

    package func take(
        from other: any MovableBook,
        _ identity: BookIdentity,
        closing: Closing,
        progress: @escaping @Sendable (MoveStep) -> Void
    ) async throws(StoreFailure) -> [String: Int] {
        let path = path
        return try await writeMark { database in
            if try database.hasLeftover(of: identity.id, path) { try database.discard() }
            let version = max(identity.version, try database.version()) + 1
            // The triggers on links note the next version at their accounts.
            let sql = "UPDATE workspace SET id = $1, changes = $2, closing = NULL"
            try database.change(sql, [identity.id, version - 1])
            try other.eachPortion(progress: progress) { table, rows in
                let insertion = try database.makeStatement(sql: table.insertion)
                for row in rows { try insertion.insert(row, of: table, version, path) }
            }
            try database.change("UPDATE workspace SET changes = $1", [version])
            let counts = try other.compare(with: { try database.rows(of: $0, after: $1) }) { progress(.compared($0)) }
            try database.mark(closing)
            return counts
        }
    }
}

extension MovedTable {
    /// The column with which SQLite notes when a row changed, if it has one.
    private var versioned: Bool { table == .accounts || table == .runItems }

    fileprivate var insertion: String {
        let names = columns + (versioned ? ["version"] : [])
        return """
            INSERT INTO \(table.rawValue) (\(names.joined(separator: ", ")))
            VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
            """
    }

    fileprivate func arguments(_ row: [StoredValue], _ version: Int) -> StatementArguments {
        var values = row.map(\.databaseValue)
        if versioned { values.append(version.databaseValue) }
        return StatementArguments(values)
    }
}

extension Statement {
    fileprivate func insert(_ row: [StoredValue], of table: MovedTable, _ version: Int, _ path: String) throws {
        do {
            try execute(arguments: table.arguments(row, version))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            let place = MovedRow(table, row).place(table.key[0])
            throw StoreFailure.unmovable(path: path, .unstorable(place, .rule(error.message ?? "")))
        }
    }
}

extension Database {
    /// Closes the workspace, or opens it; noticed by whoever watches it.
    fileprivate func mark(_ closing: Closing?) throws {
        try change("UPDATE workspace SET closing = $1, changes = changes + 1", [try closing?.json()])
    }

    /// Removes a copy that was never open, so that nothing happened in it that its log would have to keep.
    fileprivate func discard() throws {
        let triggers = try Row.fetchAll(
            self,
            sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('attempts', 'log')"
        )
        for trigger in triggers { try execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
        for table in MovedTable.all.reversed() { try execute(sql: "DELETE FROM \(table.table.rawValue)") }
        for trigger in triggers { try execute(sql: trigger["sql"]) }
    }

    /// Reads values as they are: GRDB would end a text at U+0000.
    fileprivate func rows(of table: MovedTable, after key: [StoredValue]?) throws -> [[StoredValue]] {
        let sql = table.selection(after: key) { number, _ in "?\(number)" }
        let statement = try makeStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments((key ?? []).map(\.databaseValue)))
        var found: [[StoredValue]] = []
        try statement.eachRow { row in
            found.append((0..<CInt(table.columns.count)).map { StoredValue(row, column: $0) })
        }
        return found
    }
}

extension Statement {
    fileprivate func eachRow(_ body: (SQLiteStatement) -> Void) throws {
        let rows = try Row.fetchCursor(self)
        while try rows.next() != nil { body(sqliteStatement) }
    }
}

extension StoredValue {
    fileprivate init(_ row: SQLiteStatement, column: CInt) {
        self =
            switch sqlite3_column_type(row, column) {
            case SQLITE_NULL: .null
            case SQLITE_INTEGER: .integer(sqlite3_column_int64(row, column))
            case SQLITE_FLOAT: .real(sqlite3_column_double(row, column))
            case SQLITE_TEXT: .text(Self.text(row, column))
            default: .bytes
            }
    }

    private static func text(_ row: SQLiteStatement, _ column: CInt) -> String {
        guard let start = sqlite3_column_text(row, column) else { return "" }
        return String(
            decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column))),
            as: UTF8.self
        )
    }
}
