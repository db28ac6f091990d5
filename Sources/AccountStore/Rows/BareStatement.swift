import GRDB
import GRDBSQLite
import StoredForms

/// A statement that is executed for each of many accounts: values are bound and read as they are, where GRDB would make
/// a box, and a row, of each.
struct BareStatement {
    private let statement: Statement
    private let database: Database

    init(_ database: Database, sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
        // GRDB executes only what it believes to be bound.
        statement.setUncheckedArguments(arguments)
    }

    /// Binds values, from the first parameter on.
    func bind(_ body: (inout Binding) throws -> Void) throws {
        sqlite3_reset(statement.sqliteStatement)
        var binding = Binding(statement: statement.sqliteStatement)
        try body(&binding)
        if binding.code != SQLITE_OK { throw failure(binding.code) }
    }

    /// Executes a statement that returns no rows.
    func execute() throws { try statement.execute() }

    /// What `read` makes of the first row; nil if there is none.
    func first<Value>(_ read: (SQLiteStatement) throws -> Value) throws -> Value? {
        // A statement that is not at its end would lock the table.
        defer { sqlite3_reset(statement.sqliteStatement) }
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return try read(statement.sqliteStatement)
        case SQLITE_DONE: return nil
        case let code: throw failure(code)
        }
    }

    /// The next row, for as long as the statement stands at it; nil at the end, after which it must not be asked again.
    func next() throws -> SQLiteStatement? {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return statement.sqliteStatement
        case SQLITE_DONE: return nil
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection)),
            sql: statement.sql
        )
    }

    /// The parameters of a statement, as they are bound one after the other.
    struct Binding: AccountValues {
        fileprivate let statement: SQLiteStatement
        private var place: CInt = 0
        fileprivate private(set) var code = SQLITE_OK

        fileprivate init(statement: SQLiteStatement) { self.statement = statement }

        mutating func text(_ text: String) {
            var text = text
            note(
                text.withUTF8 { utf8 in
                    utf8.withMemoryRebound(to: CChar.self) { bytes in
                        // Without an address it would be NULL.
                        bytes.isEmpty
                            ? sqlite3_bind_text(statement, place + 1, "", 0, Self.copied)
                            : sqlite3_bind_text(
                                statement,
                                place + 1,
                                bytes.baseAddress,
                                CInt(bytes.count),
                                Self.copied
                            )
                    }
                }
            )
        }

        mutating func text(_ text: String?) {
            if let text { self.text(text) } else { note(sqlite3_bind_null(statement, place + 1)) }
        }

        mutating func number(_ number: Int) { note(sqlite3_bind_int64(statement, place + 1, Int64(number))) }

        mutating func number(_ number: Double) { note(sqlite3_bind_double(statement, place + 1, number)) }

        mutating func number(_ number: Double?) {
            if let number { self.number(number) } else { note(sqlite3_bind_null(statement, place + 1)) }
        }

        /// SQLITE_TRANSIENT, which Swift cannot import, since it is a macro with a cast: SQLite copies the bytes.
        private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

        private mutating func note(_ code: CInt) {
            place += 1
            if self.code == SQLITE_OK { self.code = code }
        }
    }
}
