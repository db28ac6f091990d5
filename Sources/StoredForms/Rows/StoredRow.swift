package import Accounts
package import FoundationEssentials
package import Synchronizing

/// A row of one of our tables, read column by column: an unreadable value is damage, never a default and never a trap.
package struct StoredRow {
    package let table: StoredTable
    package let columns: any StoredColumns

    package init(_ table: StoredTable, _ columns: any StoredColumns) {
        self.table = table
        self.columns = columns
    }

    /// The row for longer than a statement stands at it.
    var copy: StoredRow { StoredRow(table, columns.copy) }

    /// A text that may not be NULL.
    package func text(_ column: String) throws(Damage) -> String {
        guard let text = try optionalText(column) else { throw damage(column) }
        return text
    }

    package func optionalText(_ column: String) throws(Damage) -> String? {
        switch value(column) {
        case .null: nil
        case .text(let text): text
        default: throw damage(column)
        }
    }

    /// An enumeration's raw value, or an identifier; it may not be NULL.
    package func word<Word: RawRepresentable<String>>(_ column: String) throws(Damage) -> Word {
        guard let word = Word(rawValue: try text(column)) else { throw damage(column) }
        return word
    }

    /// An enumeration's raw value, an identifier, or NULL.
    package func optionalWord<Word: RawRepresentable<String>>(_ column: String) throws(Damage) -> Word? {
        guard let text = try optionalText(column) else { return nil }
        guard let word = Word(rawValue: text) else { throw damage(column) }
        return word
    }

    /// A counter: not negative, and small enough that incrementing it cannot overflow.
    package func number(_ column: String) throws(Damage) -> Int {
        guard case .integer(let number) = value(column), let exact = Int(exactly: number), (0...1 << 53).contains(exact)
        else { throw damage(column) }
        return exact
    }

    /// A counter, or NULL.
    package func optionalNumber(_ column: String) throws(Damage) -> Int? {
        if case .null = value(column) { nil } else { try number(column) }
    }

    package func flag(_ column: String) throws(Damage) -> Bool {
        switch value(column) {
        case .integer(0): false
        case .integer(1): true
        default: throw damage(column)
        }
    }

    package func date(_ column: String) throws(Damage) -> Date {
        guard case .real(let seconds) = value(column), Date.storable.contains(seconds) else { throw damage(column) }
        return Date(timeIntervalSinceReferenceDate: seconds)
    }

    /// A date, or NULL.
    package func optionalDate(_ column: String) throws(Damage) -> Date? {
        if case .null = value(column) { nil } else { try date(column) }
    }

    package func json<Value: Decodable>(_ column: String) throws(Damage) -> Value {
        let text = try text(column)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw damage(column)
        }
    }

    /// The same for a text that is the same in many rows, or read again and again.
    func json<Value: Decodable>(_ column: String, _ known: Remembered<String, Value>) throws(Damage) -> Value {
        try known.value(of: try text(column)) { () throws(Damage) in try json(column) }
    }

    package func moment(_ column: String) throws(Damage) -> Moment {
        let moment: Moment = try json(column)
        guard moment.isStorable else { throw damage(column) }
        return moment
    }

    /// Why the row is as it is; plain words if an earlier version wrote it.
    package func reason(_ column: String = "reason", before words: String = "detail") throws(Damage) -> Reason? {
        if let stored = try optionalText(column) { return Reason(stored: stored) }
        guard let words = try optionalText(words), !words.isEmpty else { return nil }
        return .words(words)
    }

    /// Reports that a column of this row is damaged.
    package func damage(_ column: String) -> Damage {
        let keys = table.keys.filter { $0 != column && columns.has($0) }
        let named = keys.compactMap { key in
            switch value(key) {
            case .text(let text): "\(key) \(text)"
            case .integer(let number): "\(key) \(number)"
            default: nil as String?
            }
        }
        return Damage(table, column, row: named.joined(separator: ", "))
    }

    private func value(_ column: String) -> StoredValue { columns.value(column) }
}

extension Date {
    /// The times that a store may hold, in seconds since the reference date: the years 1 to 9999.
    package static let storable = -63_114_076_800.0...252_423_993_600.0
}

extension Moment {
    /// Whether a clock can have shown this moment.
    package var isStorable: Bool {
        Date.storable.contains(wall.timeIntervalSinceReferenceDate)
            && (Duration.zero...Duration.seconds(1 << 40)).contains(uptime)
    }
}
