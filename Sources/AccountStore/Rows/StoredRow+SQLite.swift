import GRDB
import StoredForms

/// A row of SQLite's by the names of its columns.
struct SQLiteColumns: StoredColumns {
    let row: Row

    func value(_ column: String) -> StoredValue {
        StoredValue((row[column] as DatabaseValue).storage)
    }

    func has(_ column: String) -> Bool { row.hasColumn(column) }
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
}

extension StoredRow {
    init(_ table: StoredTable, _ row: Row) { self.init(table, SQLiteColumns(row: row)) }

    /// The row for longer than a statement stands at it.
    var copy: StoredRow { (columns as? SQLiteColumns).map { StoredRow(table, $0.row.copy()) } ?? self }
}

extension Database {
    /// Transforms each row that a statement selects; a row is valid only during the call.
    func map<Value>(
        _ table: StoredTable,
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ make: (StoredRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEach(table, sql, arguments) { values.append(try make($0)) }
        return values
    }

    func forEach(
        _ table: StoredTable,
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ body: (StoredRow) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(self, sql: sql, arguments: arguments)
        while let row = try rows.next() { try body(StoredRow(table, row)) }
    }

    func all(
        _ table: StoredTable,
        _ clause: String = "",
        _ arguments: StatementArguments = StatementArguments()
    ) throws -> [StoredRow] {
        try map(table, "SELECT * FROM \(table.rawValue) \(clause)", arguments) { $0.copy }
    }

    func first(
        _ table: StoredTable,
        _ clause: String = "",
        _ arguments: StatementArguments = StatementArguments()
    ) throws -> StoredRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM \(table.rawValue) \(clause)", arguments: arguments)
            .map { StoredRow(table, $0) }
    }
}
