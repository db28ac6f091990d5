import Accounts
import GRDB
import Synchronizing

/// Where an account is in the tree: the codes from the root down to it.
struct TreePlace {
    static let separator: Character = "\u{1}"
    let path: String
    let key: Int64
    let depth: Int16
    /// Whether it was selected, and does not only stand above what was.
    let isMatch: Bool

    /// Reads the columns key, depth and path, in this order.
    init(_ row: Row, isMatch: Bool = true) throws {
        guard let path = String.fromDatabaseValue(row[2]) else {
            throw Damage(.accounts, "path", row: "key \(row[0] as Int64)")
        }
        self.path = path
        self.isMatch = isMatch
        key = row[0]
        depth = try Self.depth(row)
    }

    /// The depth, from the second column.
    static func depth(_ row: Row) throws -> Int16 {
        // Kept fast, since it is read for every account.
        guard let depth = try? row.decode(Int16.self, atIndex: 1), depth >= 0 else {
            throw Damage(.accounts, "depth", row: "key \(row[0] as Int64)")
        }
        return depth
    }
}

extension [TreePlace] {
    /// The places and all their ancestors, in the order of the tree.
    func withAncestors(_ database: Database) throws -> [TreePlace] {
        var known = Set(map(\.path))
        var missing: [String] = []
        for place in self where place.depth > 0 {
            var path = Substring(place.path)
            while let end = path.lastIndex(of: TreePlace.separator) {
                path = path[..<end]
                if known.insert(String(path)).inserted { missing.append(String(path)) }
            }
        }
        guard !missing.isEmpty else { return self }
        let statement = try database.makeStatement(sql: "SELECT key, depth, path FROM accounts WHERE path = ?")
        let ancestors = try missing.compactMap {
            try Row.fetchOne(statement, arguments: [$0]).map { try TreePlace($0, isMatch: false) }
        }
        return (self + ancestors).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

extension [AccountListing.Entry] {
    /// The entries, each with the number of its descendants; the places must be in the order of the tree.
    func countingDescendants() -> [AccountListing.Entry] {
        var entries = self
        var open: [Int] = []
        func close(_ depth: Int16, before end: Int) {
            while let last = open.last, entries[last].depth >= depth {
                entries[last].descendants = Int32(end - last - 1)
                open.removeLast()
            }
        }
        for index in entries.indices {
            close(entries[index].depth, before: index)
            open.append(index)
        }
        close(0, before: entries.count)
        return entries
    }
}

extension Database {
    /// Moves everything below a place in the tree along with it.
    func moveTree(from old: String, _ oldDepth: Int, to new: String, _ depth: Int) throws {
        try execute(
            sql: """
                UPDATE accounts SET path = ?1 || substr(path, ?2), depth = depth + ?3
                WHERE path > ?4 || char(1) AND path < ?4 || char(2)
                """,
            arguments: [new, old.unicodeScalars.count + 1, depth - oldDepth, old]
        )
    }
}
