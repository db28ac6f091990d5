package import Accounts
import FoundationEssentials
import Synchronizing

/// The words that a condition looks for, each with its place among the values of the statement.
package struct FilterWords {
    let dialect: any Dialect
    private(set) var values: [(any Storable)?] = []

    init(_ dialect: any Dialect) { self.dialect = dialect }

    /// Where a text stands in a condition.
    mutating func place(for text: String?) -> String {
        values.append(text)
        return "$\(values.count)"
    }
}

extension AccountQuery {
    /// The condition of a filter on `accounts`, the terms of its order, and their values; `isBrief` if few accounts are
    /// looked at.
    package func selection(
        _ rows: some BookRows,
        isBrief: Bool = false
    ) throws -> (condition: String, ordering: String, values: [(any Storable)?]) {
        var words = FilterWords(rows.dialect)
        let asksForSystem = filter.terms.contains { if case .system = $0.test { true } else { false } }
        let condition = condition(systems: asksForSystem ? try rows.systemNames() : [], isBrief: isBrief, in: &words)
        return (condition, ordering(in: &words), words.values)
    }

    /// The condition of a filter on `accounts`; `known` are the registered systems.
    private func condition(
        systems known: [SystemName],
        isBrief: Bool,
        in words: inout FilterWords
    ) -> String {
        let dialect = words.dialect
        var sql: [String] = []
        for term in filter.terms {
            let condition: String
            switch term.test {
            case .text(let needles):
                let own = Self.condition(needles, &words)
                let names = Self.condition(needles.compactMap(\.inResellersName), &words)
                condition = "\(own) OR \(Self.parent(names, isBrief))"
            case .parent(let needles):
                condition = Self.parent(Self.condition(needles, &words), isBrief)
            case .kinds(let kinds):
                condition = kinds.isEmpty ? dialect.truth(false) : "kind IN (\(kinds.sqlList))"
            case .storefront(let values):
                condition =
                    values.isEmpty
                    ? dialect.truth(false)
                    : "storefront IN (\(values.map { dialect.truth($0) }.joined(separator: ", ")))"
            case .system(let text):
                let names = AccountFilter.systems(named: text, among: known).map { words.place(for: $0.rawValue) }
                condition =
                    names.isEmpty
                    ? dialect.truth(false)
                    : """
                    EXISTS (SELECT 1 FROM links WHERE account = accounts.id
                        AND links.system IN (\(names.joined(separator: ", "))))
                    """
            case .states(let states):
                // A value that no condition asks for would be one too many.
                let place = system.map { words.place(for: $0.rawValue) }
                condition = Self.condition(states, on: place, dialect)
            case .changed(let span):
                let seconds = span.seconds(now: Int64(Date().timeIntervalSince1970))
                // The columns count from 2001.
                condition = """
                    \(dialect.greatest)(updated, coalesce((SELECT max(changed) FROM links
                        WHERE account = accounts.id), updated))
                        + 978307200 BETWEEN \(seconds.lowerBound) AND \(seconds.upperBound) - 1e-3
                    """
            case .nothing: condition = dialect.truth(false)
            }
            // An account without a parent does not have the parent that is asked for.
            sql.append(term.isNegated ? "NOT coalesce(\(condition), \(dialect.truth(false)))" : "(\(condition))")
        }
        return sql.isEmpty ? dialect.truth(true) : sql.joined(separator: " AND ")
    }

    /// The condition that the parent meets a condition.
    ///
    /// Only the few that are a parent are looked at, which an index tells; the texts of all others would be read, too. For a
    /// few accounts, each is asked for its own.
    private static func parent(_ condition: String, _ isBrief: Bool) -> String {
        if isBrief {
            return "EXISTS (SELECT 1 FROM accounts AS above WHERE above.id = accounts.parent AND \(condition))"
        }
        return "parent IN (SELECT id FROM accounts WHERE id IN (SELECT parent FROM accounts) AND \(condition))"
    }

    /// The condition that at least one of several texts occurs in `search`.
    static func condition(_ needles: [Needle], _ words: inout FilterWords) -> String {
        let dialect = words.dialect
        var alternatives: [String] = []
        for needle in needles {
            let word = words.place(for: needle.text)
            let inPart = needle.part.map { " AND \(dialect.occurs(word, in: dialect.part($0.rawValue)))" } ?? ""
            alternatives.append("\(dialect.occurs(word, in: "search"))\(inPart)")
        }
        return alternatives.isEmpty ? dialect.truth(false) : "(\(alternatives.joined(separator: " OR ")))"
    }

    /// The condition that the state is one of several: a link's or, without a link, what the account's own data says.
    private static func condition(
        _ states: [SyncState],
        on system: String?,
        _ dialect: any Dialect
    ) -> String {
        let onSystem = system.map { " AND system = \($0)" } ?? ""
        let noLink = "NOT EXISTS (SELECT 1 FROM links WHERE account = accounts.id\(onSystem))"
        var alternatives = [dialect.truth(false)]
        if states.contains(.notSynchronized) { alternatives.append("\(noLink) AND fault IS NULL") }
        if states.contains(.blocked) { alternatives.append("\(noLink) AND fault IS NOT NULL") }
        if !states.isEmpty {
            alternatives.append(
                """
                EXISTS (SELECT 1 FROM links WHERE account = accounts.id\(onSystem)
                    AND links.state IN (\(states.sqlList)))
                """
            )
        }
        return alternatives.map { "(\($0))" }.joined(separator: " OR ")
    }

    /// The ORDER BY terms of a list.
    ///
    /// Of a column that is never NULL nothing is said about where that belongs: no index of PostgreSQL is in such an order.
    private func ordering(in words: inout FilterWords) -> String {
        let columns: [String]
        switch order {
        case .tree: columns = ["path"]
        case .code: columns = ["code"]
        case .name: columns = ["name_folded", "code"]
        case .type: columns = ["kind", "code"]
        case .country: columns = ["country", "code"]
        case .email: columns = ["email_folded", "code"]
        case .status:
            let system = words.place(for: system?.rawValue)
            columns = [
                "(SELECT links.state FROM links WHERE account = accounts.id AND system = \(system))", "fault", "code",
            ]
        }
        let (plain, total) = (isDescending ? "DESC" : "ASC", words.dialect.direction(isDescending: isDescending))
        return columns.map { "\($0) \(Self.mayBeNull($0) ? total : plain)" }.joined(separator: ", ")
    }

    private static func mayBeNull(_ column: String) -> Bool { column == "fault" || column.hasPrefix("(") }
}
