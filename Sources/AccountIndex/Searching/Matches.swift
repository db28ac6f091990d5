package import Accounts

/// What a filter selects in one revision of an index.
package struct Matches: Sendable {
    /// The filter, and what its states are about.
    package let filter: AccountFilter
    package let system: SystemName?
    /// The revision of the index whose rows these are.
    package let revision: Int
    /// The accounts that match, in the order of the tree.
    package let rows: RowSet
    /// How many they are.
    package let count: Int

    /// The first that matches: where the cursor goes.
    package var first: Int? { rows.first() }

    /// Whether all that another filter selects is among these, so that only these must be searched.
    func contains(thoseOf other: AccountFilter, on system: SystemName?, revision: Int) -> Bool {
        guard revision == self.revision, system == self.system else { return false }
        return filter.terms.allSatisfy { own in other.terms.contains { $0.isNarrower(than: own) } }
    }
}

extension AccountFilter.Term {
    /// Whether all that this selects is selected by another, as far as their texts tell.
    fileprivate func isNarrower(than other: AccountFilter.Term) -> Bool {
        if self == other { return true }
        guard isNegated == other.isNegated else { return false }
        let (narrow, wide) = isNegated ? (other.test, test) : (test, other.test)
        switch (narrow, wide) {
        case (.text(let long), .text(let short)), (.parent(let long), .parent(let short)):
            // Each text that would do must have one in it that does.
            return long.allSatisfy { long in
                short.contains { ($0.part == nil || $0.part == long.part) && long.text.utf8.contains($0.text.utf8) }
            }
        default: return false
        }
    }
}

extension AccountIndex {
    /// The rows above some that are not among them themselves: they only lead there.
    package func leading(to rows: RowSet) -> RowSet {
        var leads = RowSet(wordCount: wordCount)
        for entry in entries {
            var last = -1
            for place in entry.words {
                var left = rows.words[place]
                while left != 0 {
                    let row = place << 6 + left.trailingZeroBitCount - entry.first
                    left &= left - 1
                    var above = parent(of: row, in: entry)
                    // Neighbours mostly have the same parent.
                    if above == last { continue }
                    last = above ?? -1
                    while let lead = above, !rows.contains(lead), !leads.contains(lead) {
                        leads.insert(lead)
                        above = parent(of: lead)
                    }
                }
            }
        }
        return leads
    }
}
