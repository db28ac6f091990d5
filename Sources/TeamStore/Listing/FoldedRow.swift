import Accounts
import StoredForms

/// The values of an account's columns at a place in the tree, as texts.
struct FoldedRow: AccountValues {
    private(set) var values: [String?] = []

    /// The columns, without the version: the server notes the transaction.
    static let columns = Array(FoldedAccount.columns.dropLast())

    init(_ folded: FoldedAccount, path: String, depth: Int) {
        folded.write(to: &self, path: path, depth: depth, version: 0)
        values.removeLast()
    }

    mutating func text(_ text: String) { values.append(text) }
    mutating func text(_ text: String?) { values.append(text) }
    mutating func number(_ number: Int) { values.append(String(number)) }
    mutating func number(_ number: Double) { values.append("\(number)") }
    mutating func number(_ number: Double?) { values.append(number.map { "\($0)" }) }
}

extension Session {
    /// Inserts accounts, in their order, while the next ones are made ready; any conflict is an error, which is
    /// reported later.
    func insert(_ rows: [FoldedRow]) throws {
        guard !rows.isEmpty else { return }
        try runMeanwhile(
            """
            INSERT INTO accounts (\(FoldedRow.columns.joined(separator: ", ")))
            SELECT \(Self.selected) FROM \(Self.rows) ORDER BY place
            """,
            Self.columns(rows)
        )
    }

    /// Replaces the accounts with the same ids, and lets them be found by the ids that vendors gave them.
    func update(_ rows: [FoldedRow]) throws {
        guard !rows.isEmpty else { return }
        let pairs = zip(FoldedRow.columns, FoldedRow.columns.map { Self.cast($0) })
            .filter { $0.0 != "id" }.map { "\($0.0) = \($0.1)" }
        try run(
            """
            UPDATE accounts SET written_in = pg_current_xact_id(), \(pairs.joined(separator: ", "))
            FROM \(Self.rows) WHERE accounts.id = row.id
            """,
            Self.columns(rows)
        )
        let linked: [AccountID] = try map(
            .links,
            "SELECT DISTINCT account FROM links WHERE external_id IS NOT NULL AND account = ANY($1::text[])",
            [ArrayValue(rows.map { $0.values[0] })]
        ) { try $0.word("account") }
        for account in linked { try refreshAccount(account, with: nil) }
    }

    /// Moves everything below a place in the tree along with it.
    func moveTree(from old: String, _ oldDepth: Int, to new: String, _ depth: Int) throws {
        try run(
            """
            UPDATE accounts SET path = $1 || substr(path, $2::int), depth = depth + $3::int,
                written_in = pg_current_xact_id()
            WHERE path > $4 || chr(1) AND path < $4 || chr(2)
            """,
            [new, old.unicodeScalars.count + 1, depth - oldDepth, old]
        )
    }

    private static let rows = """
        unnest(\((1...FoldedRow.columns.count).map { "$\($0)::text[]" }.joined(separator: ", ")))
            WITH ORDINALITY AS row(\(FoldedRow.columns.joined(separator: ", ")), place)
        """

    private static let selected = FoldedRow.columns.map { cast($0) }.joined(separator: ", ")

    /// A column of the row, as the type that the table has.
    private static func cast(_ column: String) -> String {
        switch column {
        case "storefront": "row.storefront::boolean"
        case "created", "updated", "as_of": "row.\(column)::double precision"
        case "revision", "unseen": "row.\(column)::bigint"
        case "depth": "row.depth::integer"
        default: "row.\(column)"
        }
    }

    private static func columns(_ rows: [FoldedRow]) -> [(any Storable)?] {
        FoldedRow.columns.indices.map { place in ArrayValue(rows.map { $0.values[place] }) }
    }
}
