/// The store's own key of an account: stable while the account exists, opaque to everybody else.
package struct AccountKey: Hashable, Sendable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// The accounts that a query selected, in its order.
package struct AccountListing: Sendable {
    /// A line of the list.
    package struct Entry: Hashable, Sendable {
        package var key: AccountKey
        /// The depth in the tree; 0 in a flat list.
        ///
        /// In a filtered tree, resellers that do not match themselves still appear above their matching customers.
        package var depth: Int16
        /// How many of the following entries are below this one.
        package var descendants: Int32

        /// Whether the filter selects it; if not, it only leads to others.
        package var isMatch: Bool

        package init(key: AccountKey, depth: Int16 = 0, descendants: Int32 = 0, isMatch: Bool = true) {
            self.key = key
            self.isMatch = isMatch
            self.depth = depth
            self.descendants = descendants
        }
    }

    package var entries: [Entry]
    /// How many accounts match; with a limit, no more than that are counted.
    package var matches: Int
    /// How many accounts there are in total; with a limit, only the matches that were read.
    package var total: Int

    package init(entries: [Entry] = [], matches: Int = 0, total: Int = 0) {
        self.entries = entries
        self.matches = matches
        self.total = total
    }
}
