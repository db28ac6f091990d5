import Accounts
import GRDB
import StoredForms

extension AccountQuery {
    /// The condition of a filter on `accounts`, the order, and their arguments; `known` are the registered systems.
    func selection(systems known: [SystemName]) -> (condition: String, ordering: String, arguments: StatementArguments)
    {
        var words = SQLiteWords()
        let (condition, ordering) = (condition(systems: known, in: &words), ordering(in: &words))
        return (condition, ordering, words.arguments)
    }
}

/// The dialect of SQLite, with an argument for each word that a condition looks for.
struct SQLiteWords: FilterDialect {
    private(set) var arguments = StatementArguments()
    private var count = 0

    mutating func place(for text: String?) -> String {
        count += 1
        arguments += ["t\(count)": text]
        return ":t\(count)"
    }

    func occurs(_ word: String, in text: String) -> String { "instr(\(text), \(word)) > 0" }

    func part(_ sign: String) -> String {
        let rest = "substr(search, instr(search, '\(sign)'))"
        return "substr(\(rest), 1, instr(\(rest), char(10)) - 1)"
    }

    var greatest: String { "max" }
    func truth(_ value: Bool) -> String { value ? "1" : "0" }
    func direction(isDescending: Bool) -> String { isDescending ? "DESC" : "ASC" }
}

extension AccountStore {
    /// The names among which a filter looks for a system.
    static func systemNames(_ database: Database) throws -> [SystemName] {
        try String.fetchAll(database, sql: "SELECT name FROM systems").map { SystemName($0) }
    }
}
