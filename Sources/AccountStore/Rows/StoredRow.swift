import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

/// A row of one of our tables, read column by column: an unreadable value is damage, never a default and never a trap.
struct StoredRow {
    let table: StoredTable
    let row: Row

    init(_ table: StoredTable, _ row: Row) {
        self.table = table
        self.row = row
    }

    /// A text that may not be NULL.
    func text(_ column: String) throws(Damage) -> String {
        guard let text = try optionalText(column) else { throw damage(column) }
        return text
    }

    func optionalText(_ column: String) throws(Damage) -> String? {
        switch value(column) {
        case .null: nil
        case .string(let text): text
        default: throw damage(column)
        }
    }

    /// An enumeration's raw value, or an identifier; it may not be NULL.
    func word<Word: RawRepresentable<String>>(_ column: String) throws(Damage) -> Word {
        guard let word = Word(rawValue: try text(column)) else { throw damage(column) }
        return word
    }

    /// An enumeration's raw value, an identifier, or NULL.
    func optionalWord<Word: RawRepresentable<String>>(_ column: String) throws(Damage) -> Word? {
        guard let text = try optionalText(column) else { return nil }
        guard let word = Word(rawValue: text) else { throw damage(column) }
        return word
    }

    /// A counter: not negative, and small enough that incrementing it cannot overflow.
    func number(_ column: String) throws(Damage) -> Int {
        guard case .int64(let number) = value(column), let exact = Int(exactly: number), (0...1 << 53).contains(exact)
        else { throw damage(column) }
        return exact
    }

    /// A counter, or NULL.
    func optionalNumber(_ column: String) throws(Damage) -> Int? {
        if case .null = value(column) { nil } else { try number(column) }
    }

    func flag(_ column: String) throws(Damage) -> Bool {
        switch value(column) {
        case .int64(0): false
        case .int64(1): true
        default: throw damage(column)
        }
    }

    func date(_ column: String) throws(Damage) -> Date {
        guard case .double(let seconds) = value(column), Date.storable.contains(seconds) else { throw damage(column) }
        return Date(timeIntervalSinceReferenceDate: seconds)
    }

    /// A date, or NULL.
    func optionalDate(_ column: String) throws(Damage) -> Date? {
        if case .null = value(column) { nil } else { try date(column) }
    }

    func json<Value: Decodable>(_ column: String) throws(Damage) -> Value {
        let text = try text(column)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw damage(column)
        }
    }

    func moment(_ column: String) throws(Damage) -> Moment {
        let moment: Moment = try json(column)
        guard moment.isStorable else { throw damage(column) }
        return moment
    }

    /// Why the row is as it is; plain words if an earlier version wrote it.
    func reason(_ column: String = "reason", before words: String = "detail") throws(Damage) -> Reason? {
        if let stored = try optionalText(column) { return Reason(stored: stored) }
        guard let words = try optionalText(words), !words.isEmpty else { return nil }
        return .words(words)
    }

    /// Reports that a column of this row is damaged.
    func damage(_ column: String) -> Damage {
        let keys = table.keys.filter { $0 != column && row.hasColumn($0) }
        let named = keys.compactMap { key in
            switch value(key) {
            case .string(let text): "\(key) \(text)"
            case .int64(let number): "\(key) \(number)"
            default: nil as String?
            }
        }
        return Damage(table, column, row: named.joined(separator: ", "))
    }

    private func value(_ column: String) -> DatabaseValue.Storage { (row[column] as DatabaseValue).storage }
}

extension Date {
    /// The times that a store may hold, in seconds since the reference date: the years 1 to 9999.
    static let storable = -63_114_076_800.0...252_423_993_600.0
}

extension Moment {
    /// Whether a clock can have shown this moment.
    var isStorable: Bool {
        Date.storable.contains(wall.timeIntervalSinceReferenceDate)
            && (Duration.zero...Duration.seconds(1 << 40)).contains(uptime)
    }
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
        try map(table, "SELECT * FROM \(table.rawValue) \(clause)", arguments) { StoredRow(table, $0.row.copy()) }
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
