import FoundationEssentials
package import Synchronizing

/// A store from which, and to which, a workspace can move.
///
/// Rows go from one store to the other as they are stored, and not through the ports: those would have to write what they
/// never write otherwise, such as an attempt of long ago, and whatever they did not know would be lost unseen.
package protocol MovableBook: Sendable {
    /// Its file, or the name of the book.
    var path: String { get }

    /// The workspace's id, and its version.
    func identity() async throws(StoreFailure) -> BookIdentity

    func closing() async throws(StoreFailure) -> Closing?

    /// What forbids to move it away.
    func countUnderWay() async throws(StoreFailure) -> UnderWay

    /// Closes it, unless something is under way or it is closed already; whatever is written later fails.
    func close(_ closing: Closing) async throws(StoreFailure)

    /// Replaces a mark by another one, or opens the workspace; false if it has another mark meanwhile.
    func replace(_ closing: Closing, with other: Closing?) async throws(StoreFailure) -> Bool

    /// Takes a copy away that was never open, and leaves an empty workspace with another id.
    ///
    /// False if it has another mark meanwhile, or none; nothing changes then.
    func empty(_ closing: Closing, leaving id: String) async throws(StoreFailure) -> Bool

    /// Whether a copy of the workspace with an id may be written here.
    func checkEmpty(for id: String) async throws(StoreFailure)

    /// Reads some rows of a table behind a key, or the first ones; waits for them.
    func rows(of table: MovedTable, after key: [StoredValue]?) throws -> [[StoredValue]]

    /// Writes everything that another store has, compares it, and closes it with `closing`, in one transaction; returns how
    /// many rows each table has.
    ///
    /// `progress` gets the number of rows that were copied or compared.
    func take(
        from other: any MovableBook,
        _ identity: BookIdentity,
        closing: Closing,
        progress: @escaping @Sendable (MoveStep) -> Void
    ) async throws(StoreFailure) -> [String: Int]
}

package struct BookIdentity: Hashable, Sendable {
    package var id: String
    package var version: Int

    package init(id: String, version: Int) { (self.id, self.version) = (id, version) }
}

/// What is under way in a book.
package struct UnderWay: Hashable, Sendable {
    package var links: Int
    package var runs: [MoveProblem.Run]

    package init(links: Int, runs: [MoveProblem.Run]) { (self.links, self.runs) = (links, runs) }

    /// Throws if there is anything.
    package func check(_ path: String) throws(StoreFailure) {
        guard links == 0, runs.isEmpty else { throw .unmovable(path: path, .underWay(links: links, runs: runs)) }
    }

    /// The links and items that belong to somebody or wait, and the runs that have not ended.
    package static let links = """
        SELECT (SELECT count(*) FROM links WHERE state IN ('waiting', 'sending') OR owner IS NOT NULL)
            + (SELECT count(*) FROM run_items WHERE owner IS NOT NULL)
        """
    /// One that was asked to stop, and of which nobody has anything, is over, whether or not that is written down.
    package static let runs = """
        SELECT number, system FROM runs WHERE ending IS NULL AND (stopped_by IS NULL
            OR EXISTS (SELECT 1 FROM run_items WHERE run_items.run = runs.number AND owner IS NOT NULL))
        ORDER BY number
        """
}

extension MovableBook {
    /// Hands over every row, portion by portion, in the order of the tables.
    package func eachPortion(
        progress: (MoveStep) -> Void,
        _ write: (MovedTable, [[StoredValue]]) throws -> Void
    ) throws {
        var count = 0
        for table in MovedTable.all {
            var last: [StoredValue]?
            while case let portion = try rows(of: table, after: last), let end = portion.last {
                try write(table, portion)
                last = table.key(of: end)
                count += portion.count
                progress(.copied(count))
            }
        }
    }

    /// Reads the same rows from two stores, portion by portion, and throws at the first one that differs; returns how many
    /// rows each table has.
    ///
    /// Rows that are equal say more than equal hashes, and name what differs.
    package func compare(
        with read: (MovedTable, [StoredValue]?) throws -> [[StoredValue]],
        progress: (Int) -> Void
    ) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var total = 0
        for table in MovedTable.all {
            var last: [StoredValue]?
            while true {
                let (own, others) = (try rows(of: table, after: last), try read(table, last))
                for place in 0..<max(own.count, others.count)
                where !own.indices.contains(place) || !others.indices.contains(place) || own[place] != others[place] {
                    let row = MovedRow(table, own.indices.contains(place) ? own[place] : others[place])
                    let column = zip(
                        table.columns,
                        zip(own.dropFirst(place).first ?? [], others.dropFirst(place).first ?? [])
                    )
                    .first { $0.1.0 != $0.1.1 }?
                    .0
                    throw StoreFailure.unmovable(path: path, .different(row.place(column ?? table.key[0])))
                }
                guard let end = own.last else { break }
                last = table.key(of: end)
                counts[table.table.rawValue, default: 0] += own.count
                total += own.count
                progress(total)
            }
        }
        return counts
    }
}

extension Closing {
    /// As it is stored.
    package init?(stored text: String) {
        guard let data = try? JSONDecoder().decode(Closing.self, from: Data(text.utf8)) else { return nil }
        self = data
    }

    /// The mark in the one row of the workspace.
    package init?(row: StoredRow) throws {
        guard let text = try row.optionalText("closing") else { return nil }
        guard let closing = Closing(stored: text) else { throw row.damage("closing") }
        self = closing
    }
}
