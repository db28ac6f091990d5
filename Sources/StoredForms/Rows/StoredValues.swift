package import Accounts
import FoundationEssentials
package import Synchronizing

/// A value as both stores keep it.
package enum StoredValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    /// Something that no version of this program writes.
    case bytes
}

/// A row by the names of its columns, whichever store it is from.
package protocol StoredColumns {
    /// The value of a column that the row has.
    func value(_ column: String) -> StoredValue
    func has(_ column: String) -> Bool
    /// The row for longer than a statement stands at it.
    var copy: Self { get }
}

extension StoredColumns {
    package var copy: Self { self }
}

/// The values to write to a row, each beside its column.
///
/// A date is written as seconds since the reference date.
package typealias StoredValues = KeyValuePairs<String, (any Storable)?>

/// What can be written to a column.
package protocol Storable: Sendable {
    var storedValue: StoredValue { get }
}

extension Storable where Self: RawRepresentable<String> {
    package var storedValue: StoredValue { .text(rawValue) }
}

extension StoredValue: Storable {
    package var storedValue: StoredValue { self }
}

extension String: Storable {
    package var storedValue: StoredValue { .text(self) }
}

extension Int: Storable {
    package var storedValue: StoredValue { .integer(Int64(self)) }
}

extension Double: Storable {
    package var storedValue: StoredValue { .real(self) }
}

extension Bool: Storable {
    package var storedValue: StoredValue { .integer(self ? 1 : 0) }
}

extension AccountID: Storable {}
extension AccountCode: Storable {}
extension ExternalID: Storable {}
extension SystemName: Storable {}
extension AttemptID: Storable {}
extension SyncState: Storable {}
extension Link.Origin: Storable {}
extension LogEntry.Event: Storable {}
extension Probe.Answer: Storable {}

extension Encodable {
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Sequence where Element: RawRepresentable<String> {
    /// The words as an SQL list; they are ours, and contain no quotes.
    package var sqlList: String { map { "'\($0.rawValue)'" }.joined(separator: ", ") }
}

extension SyncState {
    /// The states that meet a condition, as an SQL list.
    package static func sqlList(where isSo: (SyncState) -> Bool) -> String { allCases.filter(isSo).sqlList }
}
