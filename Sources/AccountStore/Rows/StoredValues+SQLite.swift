import Accounts
import GRDB
import StoredForms
import Synchronizing

extension AccountID: DatabaseValueConvertible {}
extension AccountCode: DatabaseValueConvertible {}
extension ExternalID: DatabaseValueConvertible {}
extension SystemName: DatabaseValueConvertible {}
extension AttemptID: DatabaseValueConvertible {}
extension SyncState: DatabaseValueConvertible {}

extension StoredValues {
    fileprivate var arguments: StatementArguments {
        StatementArguments(map { ($0.value?.storedValue ?? .null).databaseValue })
    }

    fileprivate func insertion(into table: StoredTable) -> String {
        """
        INSERT INTO \(table.rawValue) (\(map(\.key).joined(separator: ", ")))
        VALUES (\(map { _ in "?" }.joined(separator: ", ")))
        """
    }

    /// An insertion that replaces the row with the same key; any other conflict is an error.
    fileprivate func replacement(into table: StoredTable, key: [String]) -> String {
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

extension StoredValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null, .bytes: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}
