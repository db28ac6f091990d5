import Accounts
import StoredForms

/// The dialect of PostgreSQL.
struct PostgreSQL: Dialect {
    func truth(_ value: Bool) -> String { value ? "true" : "false" }
    func occurs(_ word: String, in text: String) -> String { "strpos(\(text), \(word)) > 0" }

    func part(_ sign: String) -> String { "split_part(substr(search, strpos(search, '\(sign)')), chr(10), 1)" }

    var greatest: String { "greatest" }
    func direction(isDescending: Bool) -> String { isDescending ? "DESC NULLS LAST" : "ASC NULLS FIRST" }
    func json(_ column: String) -> String { "\(column)::json" }
    func lock(_ lock: Lock) -> String { lock.rawValue }

    var hasWantedID: String {
        "links.state = 'synchronized' AND links.claim_key = wanted.claim AND links.external_key = wanted.folded"
    }

    /// What the planner would turn round if it takes a table for small, so that it goes through all of it, is kept as it is by
    /// OFFSET.
    func join(_ table: StoredTable, where condition: String) -> String {
        "wanted CROSS JOIN LATERAL (SELECT * FROM \(table.rawValue) WHERE \(condition) OFFSET 0) AS \(table.rawValue)"
    }

    var hidesParents: Bool { true }

    /// Each column is a value: an array, whose length the server knows when it plans.
    func selection(of table: GivenTable, after number: Int) -> (sql: String, values: [(any Storable)?]) {
        let names = table.map(\.key).joined(separator: ", ")
        let arrays = table.enumerated()
            .map { place, column in "$\(number + 1 + place)::\(Self.type(of: column.value))[]" }
        return (
            """
            SELECT \(names), ordinality - 1 AS place
            FROM unnest(\(arrays.joined(separator: ", "))) WITH ORDINALITY AS given(\(names), ordinality)
            """,
            table.map { ArrayValue($0.value) }
        )
    }

    private static func type(of column: [(any Storable)?]) -> String {
        if case .integer? = column.first??.storedValue { "bigint" } else { "text" }
    }
}

extension AccountQuery {
    /// The condition of a filter on `accounts`, the order and the limit, and their values.
    func clause(_ session: Session) throws -> (clause: String, values: [(any Storable)?]) {
        let (condition, ordering, values) = try selection(session)
        return ("WHERE \(condition) ORDER BY \(ordering)\(limit.map { " LIMIT \($0)" } ?? "")", values)
    }
}
