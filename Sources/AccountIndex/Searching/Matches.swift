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
        guard var match = rows.first() else { return leads }
        // A row leads to a match exactly if it leads to the next one behind it.
        for number in entries.indices {
            let entry = entries[number]
            for (place, bits) in withChildren(number).enumerated() {
                var left = bits & ~rows.words[entry.words.lowerBound + place]
                while left != 0 {
                    let row = entry.first + place << 6 + left.trailingZeroBitCount
                    left &= left - 1
                    if match <= row {
                        guard let next = rows.first(from: row + 1) else { return leads }
                        match = next
                    }
                    if isAbove(row, match) { leads.insert(row) }
                }
            }
        }
        return leads
    }

    /// Whether a row that has others below it stands above a later one.
    private func isAbove(_ row: Int, _ later: Int) -> Bool {
        var above = parent(of: later)
        while let lead = above, lead > row { above = parent(of: lead) }
        return above == row
    }
}
