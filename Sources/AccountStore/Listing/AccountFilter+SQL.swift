import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

extension AccountQuery {
    /// The condition of a filter on `accounts`, and its named arguments; `known` are the registered systems.
    func condition(systems known: [SystemName]) -> (sql: String, arguments: StatementArguments) {
        var sql: [String] = []
        var arguments: StatementArguments = ["system": system?.rawValue]
        for (index, term) in filter.terms.enumerated() {
            let condition: String
            switch term.test {
            case .text(let needles):
                let own = Self.condition(needles, "t\(index)", &arguments)
                let names = Self.condition(needles.compactMap(\.inResellersName), "n\(index)", &arguments)
                condition = "\(own) OR \(Self.parent(names))"
            case .parent(let needles):
                condition = Self.parent(Self.condition(needles, "t\(index)", &arguments))
            case .kinds(let kinds):
                condition = "kind IN (\(kinds.sqlList))"
            case .storefront(let values):
                condition = "storefront IN (\(values.map { $0 ? "1" : "0" }.joined(separator: ", ")))"
            case .system(let text):
                let names = AccountFilter.systems(named: text, among: known).enumerated()
                    .map { place, name in
                        arguments += ["t\(index)_\(place)": name.rawValue]
                        return ":t\(index)_\(place)"
                    }
                condition = """
                    EXISTS (SELECT 1 FROM links WHERE account = accounts.id
                        AND links.system IN (\(names.joined(separator: ", "))))
                    """
            case .states(let states): condition = Self.condition(states)
            case .changed(let span):
                let seconds = span.seconds(now: Int64(Date().timeIntervalSince1970))
                // The columns count from 2001.
                condition = """
                    max(updated, coalesce((SELECT max(changed) FROM links WHERE account = accounts.id), updated))
                        + 978307200 BETWEEN \(seconds.lowerBound) AND \(seconds.upperBound) - 1e-3
                    """
            case .nothing: condition = "0"
            }
            // An account without a parent does not have the parent that is asked for.
            sql.append(term.isNegated ? "NOT coalesce(\(condition), 0)" : "(\(condition))")
        }
        return (sql.isEmpty ? "1" : sql.joined(separator: " AND "), arguments)
    }

    /// The condition that the parent meets a condition.
    ///
    /// Only the few that are a parent are looked at, which an index tells; the texts of all others would be read, too.
    private static func parent(_ condition: String) -> String {
        "parent IN (SELECT id FROM accounts WHERE id IN (SELECT parent FROM accounts) AND \(condition))"
    }

    /// The condition that at least one of several texts occurs in `search`.
    static func condition(_ needles: [Needle], _ name: String, _ arguments: inout StatementArguments) -> String {
        var alternatives: [String] = []
        for (place, needle) in needles.enumerated() {
            arguments += ["\(name)_\(place)": needle.text]
            let inPart = needle.part.map { " AND instr(\(column($0)), :\(name)_\(place)) > 0" } ?? ""
            alternatives.append("instr(search, :\(name)_\(place)) > 0\(inPart)")
        }
        return alternatives.isEmpty ? "0" : "(\(alternatives.joined(separator: " OR ")))"
    }

    /// A part of the search text, from its sign to the end of the line.
    private static func column(_ part: SearchText.Part) -> String {
        let rest = "substr(search, instr(search, '\(part.rawValue)'))"
        return "substr(\(rest), 1, instr(\(rest), char(10)) - 1)"
    }

    /// The condition that the state is one of several: a link's or, without a link, what the account's own data says.
    private static func condition(_ states: [SyncState]) -> String {
        var alternatives = ["0"]
        if states.contains(.notSynchronized) { alternatives.append("\(noLink) AND fault IS NULL") }
        if states.contains(.blocked) { alternatives.append("\(noLink) AND fault IS NOT NULL") }
        alternatives.append(
            """
            EXISTS (SELECT 1 FROM links WHERE account = accounts.id
                AND (:system IS NULL OR system = :system) AND links.state IN (\(states.sqlList)))
            """
        )
        return alternatives.map { "(\($0))" }.joined(separator: " OR ")
    }

    private static let noLink = """
        NOT EXISTS (SELECT 1 FROM links WHERE account = accounts.id AND (:system IS NULL OR system = :system))
        """

    /// The ORDER BY terms of a flat list.
    var ordering: String {
        let direction = isDescending ? "DESC" : "ASC"
        let columns =
            switch order {
            case .tree: ["path"]
            case .code: ["code"]
            case .name: ["name_folded", "code"]
            case .type: ["kind", "code"]
            case .country: ["country", "code"]
            case .email: ["email_folded", "code"]
            case .status:
                ["(SELECT links.state FROM links WHERE account = accounts.id AND system = :system)", "fault", "code"]
            }
        return columns.map { "\($0) \(direction)" }.joined(separator: ", ")
    }
}

extension AccountStore {
    /// The names among which a filter looks for a system.
    static func systemNames(_ database: Database) throws -> [SystemName] {
        try String.fetchAll(database, sql: "SELECT name FROM systems").map { SystemName($0) }
    }
}
