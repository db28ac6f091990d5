import Accounts
import StoredForms
import Synchronizing

/// What a list is made of.
protocol Portioned: LinkedRow {
    /// What a statement over `accounts` selects, each with the code of its reseller.
    static var columns: String { get }

    init(row: StoredRow) throws
}

extension Session {
    /// Hands over the rows of a list, portion by portion, until the closure returns false.
    func eachPortion<Element: Portioned>(
        of query: AccountQuery,
        _ element: Element.Type,
        _ body: ([Element]) -> Bool
    ) throws {
        // Whoever takes the rows may be a pager that nobody turns.
        try runLater("SET LOCAL idle_in_transaction_session_timeout = '10min'", counts: false)
        let (clause, values) = try query.clause(self)
        // The few columns of a filter come from `accounts` alone; the resellers' codes are added to what it selects.
        try run(
            """
            DECLARE portions NO SCROLL CURSOR FOR
            SELECT \(Element.columns), above.id AS above, above.code AS above_code
            FROM (SELECT accounts.*, row_number() OVER () AS number FROM (SELECT * FROM accounts \(clause)) AS accounts)
                AS accounts LEFT JOIN accounts AS above ON above.id = accounts.parent ORDER BY accounts.number
            """,
            values
        )
        defer { if isOpen { _ = try? execute("CLOSE portions") } }
        while true {
            var rows = try run("FETCH 1000 FROM portions").all.map { try Element(row: StoredRow(.accounts, $0)) }
            guard !rows.isEmpty else { return }
            try rows.addLinks(self)
            guard body(rows) else { return }
        }
    }
}

extension AccountRow: Portioned {
    static let columns = "accounts.*"

    init(row: StoredRow) throws { try self.init(row: row, hidesParents: true) }
}

extension ListedAccount: Portioned {
    static let columns = ["id", "code", "name", "kind", "email", "country", "parent", "fault"]
        .map { "accounts.\($0)" }.joined(separator: ", ")

    init(row: StoredRow) throws {
        self.init(
            id: try row.word("id"),
            code: try row.word("code"),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parentCode: try row.reseller(mayBeHidden: true),
            email: try row.text("email"),
            country: try row.text("country"),
            isGone: try row.optionalText("fault") == AccountFault.gone.rawValue
        )
    }
}
