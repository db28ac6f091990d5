package import Synchronizing

/// A table whose rows go along when a workspace moves: the columns that both stores have.
///
/// What one store alone keeps stays behind: `accounts.version` and `written_in`, which say when something changed there;
/// owners, which are gone; `homes`, since the other place is one of its own; `paces` and `holds`, whose times are on a clock that
/// the other place does not have.
package struct MovedTable: Sendable {
    package let table: StoredTable
    /// The columns that order the rows and make each of them unique.
    package let key: [String]
    package let columns: [String]
    /// How many rows are read and written at a time.
    package let portion: Int

    private init(_ table: StoredTable, key: String, literal others: String, portion: Int = 2_000) {
        self.init(table, key: key, Self.names(others), portion: portion)
    }

    private init(_ table: StoredTable, key: String, _ others: [String], portion: Int = 2_000) {
        self.table = table
        self.key = Self.names(key)
        columns = self.key + others
        self.portion = portion
    }

    private static func names(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// In an order in which no row comes before one that it needs, but for an account's parent.
    package static let all: [MovedTable] = [
        MovedTable(.accounts, key: "key", FoldedAccount.columns.filter { $0 != "version" }),
        MovedTable(
            .systems,
            key: "name",
            literal: "claim_key registration disabled pause pause_reason exists_proved revision"
        ),
        MovedTable(.definitions, key: "system", literal: "fields fetched revision", portion: 20),
        MovedTable(
            .links,
            key: "account system",
            literal: """
                claim_key generation state external_id external_key origin unconfirmed verified options parent attempt detail \
                reason email changed by asked witness orders_asked
                """
        ),
        MovedTable(.attempts, key: "attempt", literal: "account system claim_key generation intent request_hash"),
        MovedTable(
            .log,
            key: "number",
            literal: "event attempt account system generation state external_id finding detail reason at by hash"
        ),
        MovedTable(.bss, key: "id", literal: "connection identity state"),
        MovedTable(.lastImport, key: "source", literal: "file at refused"),
        MovedTable(.refusedRows, key: "number", literal: "source line element column_name code id parent reason at"),
        MovedTable(
            .runs,
            key: "number",
            literal: "system hash size limits by begun detached retry_of stopped_by stopped_at ending ended plan",
            portion: 20
        ),
        MovedTable(.runItems, key: "run place", literal: "account result reason external_id at by counts"),
    ]

    /// Selects the rows behind a row with such a key, or the first ones; `parameter` names a value by its number from 1 on.
    package func selection(after key: [StoredValue]?, parameter: (Int, StoredValue) -> String) -> String {
        let order = self.key.joined(separator: ", ")
        var condition = ""
        if let key {
            let values = key.enumerated().map { parameter($0.offset + 1, $0.element) }
            condition = "WHERE (\(order)) > (\(values.joined(separator: ", ")))"
        }
        let columns = columns.joined(separator: ", ")
        return "SELECT \(columns) FROM \(table.rawValue) \(condition) ORDER BY \(order) LIMIT \(portion)"
    }

    /// The values of the key in a row.
    package func key(of row: [StoredValue]) -> [StoredValue] { Array(row.prefix(key.count)) }
}

/// A row on its way, by the names of its columns.
package struct MovedRow: StoredColumns {
    private let table: MovedTable
    private let values: [StoredValue]

    package init(_ table: MovedTable, _ values: [StoredValue]) { (self.table, self.values) = (table, values) }

    package func value(_ column: String) -> StoredValue {
        table.columns.firstIndex(of: column).map { values[$0] } ?? .bytes
    }

    package func has(_ column: String) -> Bool { table.columns.contains(column) }

    /// Names a column of the row to a person.
    package func place(_ column: String) -> StoreFailure.Place { StoredRow(table.table, self).damage(column).place }

    /// The column with the longest text.
    package var longest: String {
        let lengths = values.map { value in if case .text(let text) = value { text.utf8.count } else { 0 } }
        return zip(table.columns, lengths).max { $0.1 < $1.1 }?.0 ?? ""
    }
}
