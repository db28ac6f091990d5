import Accounts
import StoredForms

/// PostgreSQL's dialect, with an argument for each word that a condition looks for.
struct FilterWords: FilterDialect {
    private(set) var values: [(any Storable)?] = []

    mutating func place(for text: String?) -> String {
        values.append(text)
        return "$\(values.count)::text"
    }

    func occurs(_ word: String, in text: String) -> String { "strpos(\(text), \(word)) > 0" }

    func part(_ sign: String) -> String { "split_part(substr(search, strpos(search, '\(sign)')), chr(10), 1)" }

    var greatest: String { "greatest" }
    func truth(_ value: Bool) -> String { value ? "true" : "false" }

    func direction(isDescending: Bool) -> String { isDescending ? "DESC NULLS LAST" : "ASC NULLS FIRST" }
}

extension AccountQuery {
    /// The condition of a filter on `accounts`, the order and the limit, and their arguments.
    func selection(_ session: Session) throws -> (clause: String, values: [(any Storable)?]) {
        var words = FilterWords()
        let condition = condition(systems: try session.systemNames(), in: &words)
        let ordering = ordering(in: &words)
        let limit = limit.map { " LIMIT \($0)" } ?? ""
        return ("WHERE \(condition) ORDER BY \(ordering)\(limit)", words.values)
    }
}
