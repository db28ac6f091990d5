import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

/// The values to write to a row, each beside its column.
///
/// A date is written as seconds since the reference date; GRDB would write a text.
typealias StoredValues = KeyValuePairs<String, (any DatabaseValueConvertible)?>

extension AccountID: DatabaseValueConvertible {}
extension AccountCode: DatabaseValueConvertible {}
extension ExternalID: DatabaseValueConvertible {}
extension SystemName: DatabaseValueConvertible {}
extension AttemptID: DatabaseValueConvertible {}
extension SyncState: DatabaseValueConvertible {}
extension Account.Kind: DatabaseValueConvertible {}
extension Link.Origin: DatabaseValueConvertible {}
extension LogEntry.Event: DatabaseValueConvertible {}
extension Probe.Answer: DatabaseValueConvertible {}

extension StoredValues {
    var arguments: StatementArguments { StatementArguments(map(\.value)) }

    func insertion(into table: StoredTable) -> String {
        """
        INSERT INTO \(table.rawValue) (\(map(\.key).joined(separator: ", ")))
        VALUES (\(map { _ in "?" }.joined(separator: ", ")))
        """
    }

    /// An insertion that replaces the row with the same key; any other conflict is an error.
    func replacement(into table: StoredTable, key: [String]) -> String {
        let others = map(\.key).filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        return insertion(into: table)
            + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(others.joined(separator: ", "))"
    }
}

extension Database {
    func insert(_ values: StoredValues, into table: StoredTable) throws {
        try execute(sql: values.insertion(into: table), arguments: values.arguments)
    }

    func put(_ values: StoredValues, into table: StoredTable, key: [String]) throws {
        try execute(sql: values.replacement(into: table, key: key), arguments: values.arguments)
    }
}

extension Encodable {
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Sequence where Element: RawRepresentable<String> {
    /// The words as an SQL list; they are ours, and contain no quotes.
    var sqlList: String { map { "'\($0.rawValue)'" }.joined(separator: ", ") }
}

extension SyncState {
    /// The states that meet a condition, as an SQL list.
    static func sqlList(where isSo: (SyncState) -> Bool) -> String { allCases.filter(isSo).sqlList }
}
