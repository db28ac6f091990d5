import Accounts
import GRDB
import Synchronizing

extension AccountQuery {
    /// The condition of a filter, about `accounts`; and its arguments, by name.
    var condition: (sql: String, arguments: StatementArguments) {
        var sql: [String] = []
        var arguments: StatementArguments = ["system": system?.rawValue]
        for (index, term) in filter.terms.enumerated() {
            let name = "t\(index)"
            let condition: String
            switch term.test {
            case .word(let word) where word == word.lowercased():
                condition = "instr(search, :\(name)) > 0"
                arguments += [name: word]
            case .word(let word):
                condition = "instr(code || char(10) || name || char(10) || email || char(10) || country, :\(name)) > 0"
                arguments += [name: word]
            case .kinds(let kinds):
                condition = "kind IN (\(kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
            case .system(let system):
                condition = "EXISTS (SELECT 1 FROM links WHERE account = accounts.id AND lower(system) = :\(name))"
                arguments += [name: system.rawValue.lowercased()]
            case .states(let states): condition = Self.condition(states)
            }
            sql.append(term.isNegated ? "NOT (\(condition))" : "(\(condition))")
        }
        return (sql.isEmpty ? "1" : sql.joined(separator: " AND "), arguments)
    }

    /// That the state is one of some: a link's, or what the account's own data says where there is none.
    private static func condition(_ states: [SyncState]) -> String {
        var alternatives = ["0"]
        if states.contains(.notSynchronized) { alternatives.append("\(noLink) AND fault IS NULL") }
        if states.contains(.blocked) { alternatives.append("\(noLink) AND fault IS NOT NULL") }
        let names = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        alternatives.append(
            """
            EXISTS (SELECT 1 FROM links WHERE account = accounts.id
                AND (:system IS NULL OR system = :system) AND links.state IN (\(names)))
            """
        )
        return alternatives.map { "(\($0))" }.joined(separator: " OR ")
    }

    private static let noLink = """
        NOT EXISTS (SELECT 1 FROM links WHERE account = accounts.id AND (:system IS NULL OR system = :system))
        """

    /// The order, for a flat list.
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
