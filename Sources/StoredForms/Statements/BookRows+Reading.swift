package import Accounts

extension BookRows {
    /// Reads each row that a statement selects, which may join the table `wanted`; if that has no rows, nothing is asked.
    package func forEach(
        _ table: StoredTable,
        _ sql: String,
        _ values: [(any Storable)?] = [],
        wanted: GivenTable? = nil,
        _ body: (StoredRow) throws -> Void
    ) throws {
        var (sql, values) = (sql, values)
        if let wanted {
            guard wanted.first?.value.isEmpty == false else { return }
            let given = try dialect.selection(of: wanted, after: values.count)
            sql = "WITH wanted AS (\(given.sql)) \(sql)"
            values += given.values
        }
        try each(sql, values) { columns in
            try body(StoredRow(table, columns))
            return true
        }
    }

    /// Transforms each row that a statement selects; a row is valid only during the call.
    package func map<Value>(
        _ table: StoredTable,
        _ sql: String,
        _ values: [(any Storable)?] = [],
        wanted: GivenTable? = nil,
        _ make: (StoredRow) throws -> Value
    ) throws -> [Value] {
        var made: [Value] = []
        try forEach(table, sql, values, wanted: wanted) { made.append(try make($0)) }
        return made
    }

    package func all(
        _ table: StoredTable,
        _ clause: String = "",
        _ values: [(any Storable)?] = []
    ) throws -> [StoredRow] {
        try map(table, "SELECT * FROM \(table.rawValue) \(clause)", values) { $0.copy }
    }

    package func first(
        _ table: StoredTable,
        _ clause: String = "",
        _ values: [(any Storable)?] = []
    ) throws -> StoredRow? {
        var found: StoredRow?
        try each("SELECT * FROM \(table.rawValue) \(clause)", values) { columns in
            found = StoredRow(table, columns).copy
            return false
        }
        return found
    }

    package func count(_ sql: String) throws -> Int { try count(sql, []) }

    /// The rows that have each of some words in a column, each at the position of its word; one statement.
    package func rows<Value>(
        _ table: StoredTable,
        _ column: String,
        _ words: [(any Storable)?],
        _ make: (StoredRow) throws -> Value
    ) throws -> [Value?] {
        var found = [Value?](repeating: nil, count: words.count)
        try forEach(
            table,
            """
            SELECT found.*, wanted.place FROM wanted CROSS JOIN \(table.rawValue) AS found
            WHERE found.\(column) = wanted.word
            """,
            wanted: ["word": words]
        ) { found[try $0.number("place")] = try make($0) }
        return found
    }

    /// The one row of the workspace; `column` is what is wanted of it.
    package func workspace(_ column: String, _ lock: Lock = .none) throws -> StoredRow {
        guard let row = try first(.workspace, dialect.lock(lock)) else { throw Damage(.workspace, column, row: "") }
        return row
    }

    /// The version of the book.
    package func version() throws -> Int { try workspace("changes").number("changes") }

    package func systemNames() throws -> [SystemName] {
        try map(.systems, "SELECT name FROM systems") { try $0.word("name") }
    }
}
