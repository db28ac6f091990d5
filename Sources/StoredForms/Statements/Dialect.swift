/// The words of SQL that differ between the stores.
package protocol Dialect: Sendable {
    func truth(_ value: Bool) -> String

    /// The condition that a word occurs in a text.
    func occurs(_ word: String, in text: String) -> String

    /// A part of the column `search`, from its sign to the end of the line.
    func part(_ sign: String) -> String

    /// The function that returns the greatest of its arguments.
    var greatest: String { get }

    /// The direction of an order in which NULL is the least of all.
    func direction(isDescending: Bool) -> String

    /// A column with JSON, for `->` and `->>`.
    func json(_ column: String) -> String

    /// The end of a selection whose rows stay as they are.
    func lock(_ lock: Lock) -> String

    /// The condition that a link is synchronized at the vendor `wanted.claim` under the id `wanted.id`, folded
    /// `wanted.folded`.
    var hasWantedID: String { get }

    /// Joins to each row of `wanted` the rows of a table that meet a condition, found by an index: one for each, not all at once.
    func join(_ table: StoredTable, where condition: String) -> String

    /// Whether an account's parent may be there and not be seen; in the other store a parent that is missing is damage.
    var hidesParents: Bool { get }

    /// Selects the rows of a table that goes along with a statement, each with its `place`; `number` values stand before
    /// those that it needs.
    func selection(of table: GivenTable, after number: Int) throws -> (sql: String, values: [(any Storable)?])
}

extension Dialect {
    package func join(_ table: StoredTable, where condition: String) -> String {
        "wanted CROSS JOIN \(table.rawValue) WHERE \(condition)"
    }
}

/// A table that goes along with a statement, column by column; as `wanted`, it also has the `place` of each row, from 0 on.
package typealias GivenTable = KeyValuePairs<String, [(any Storable)?]>

/// How a row is read: as it is, or so that nobody changes it before the transaction ends.
package enum Lock: String, Sendable {
    case none = ""
    /// Others may read it in the same way, and not change it.
    case shared = "FOR SHARE"
    /// It is about to be changed.
    case own = "FOR NO KEY UPDATE"
}
