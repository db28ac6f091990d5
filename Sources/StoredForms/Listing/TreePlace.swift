package import Accounts

/// Where an account is in the tree: the codes from the root down to it.
package struct TreePlace {
    package static let separator: Character = "\u{1}"
    package let path: String
    package let key: Int64
    package let depth: Int16
    /// Whether it was selected, and does not only stand above what was.
    package let isMatch: Bool

    package init(path: String, key: Int64, depth: Int16, isMatch: Bool) {
        (self.path, self.key, self.depth, self.isMatch) = (path, key, depth, isMatch)
    }

    /// A code that no account can have: none begins with a control character, and none has the separator of a path.
    package static func releasedCode(of account: AccountID) -> String { "\u{2}\(account)" }
}

extension [TreePlace] {
    /// The places and all their ancestors, in the order of the tree; `find` reads those at some paths.
    package func withAncestors(_ find: ([String]) throws -> [TreePlace]) throws -> [TreePlace] {
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
        return try (self + find(missing)).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The lines of a list at these places, which are in the order of the tree.
    package var entries: [AccountListing.Entry] {
        map { AccountListing.Entry(key: AccountKey($0.key), depth: $0.depth, isMatch: $0.isMatch) }
            .countingDescendants()
    }
}

extension [AccountListing.Entry] {
    /// The entries, each with the number of its descendants; the places must be in the order of the tree.
    package func countingDescendants() -> [AccountListing.Entry] {
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
