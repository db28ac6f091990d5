import GRDB
import Synchronizing

/// Where an account stands in the tree: the codes from the top down to it.
struct TreePlace {
    static let separator: Character = "\u{1}"
    let path: String
    let key: Int64
    let depth: Int16
}

extension [TreePlace] {
    /// The places with those above them, in the order of the tree.
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
        let statement = try database.makeStatement(sql: "SELECT path, key, depth FROM accounts WHERE path = ?")
        let ancestors = try missing.compactMap { path in
            try Row.fetchOne(statement, arguments: [path]).map { TreePlace(path: $0[0], key: $0[1], depth: $0[2]) }
        }
        return (self + ancestors).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

extension [AccountListing.Entry] {
    /// The entries, each with the number of those that stand below it; they must be in the order of the tree.
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
