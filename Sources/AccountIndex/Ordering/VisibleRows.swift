/// The rows of a list, addressed by their position in it: those of a result in the order of the tree, without what is
/// collapsed.
///
/// A position is found by counts of every 512 rows and the bits between; nothing of the size of the book is made for a
/// key.
package struct VisibleRows: Sendable {
    private static let wordsInBlock = 8

    /// The rows that would be visible if nothing were collapsed.
    private(set) package var whole: RowSet
    package private(set) var rows: RowSet
    /// What stands below these rows is not visible.
    package private(set) var collapsed: Set<Int> = []
    /// How many rows are visible before each block, and at all.
    private var counts: [UInt32] = []

    /// All rows of a result; for the tree together with those that lead to them.
    package init(_ rows: RowSet, leads: RowSet? = nil) {
        var whole = rows
        if let leads { whole.formUnion(leads) }
        self.whole = whole
        self.rows = whole
        recount(from: 0)
    }

    /// How many rows are visible.
    package var count: Int { Int(counts.last ?? 0) }

    /// The row at a position.
    package func row(at position: Int) -> Int? {
        guard position >= 0, position < count else { return nil }
        let block = counts.end { Int($0) <= position } - 1
        var left = position - Int(counts[block])
        var place = block * Self.wordsInBlock
        while left >= rows.words[place].nonzeroBitCount {
            left -= rows.words[place].nonzeroBitCount
            place += 1
        }
        var word = rows.words[place]
        for _ in 0..<left { word &= word - 1 }
        return place << 6 + word.trailingZeroBitCount
    }

    /// The rows of a part of the list, for a window of it.
    package func rows(at positions: Range<Int>) -> [Int] {
        let positions = positions.clamped(to: 0..<count)
        guard !positions.isEmpty, var row = row(at: positions.lowerBound) else { return [] }
        var found = [row]
        while found.count < positions.count, let next = rows.first(from: row + 1) {
            found.append(next)
            row = next
        }
        return found
    }

    /// Where a row stands, or would stand if it were visible: before the next one that is.
    package func position(of row: Int) -> Int {
        guard row >= 0, row >> 6 < rows.words.count else { return count }
        let block = row >> 6 / Self.wordsInBlock
        var position = Int(counts[block])
        for place in block * Self.wordsInBlock..<row >> 6 { position += rows.words[place].nonzeroBitCount }
        return position + (rows.words[row >> 6] & ((1 << UInt64(row & 63)) - 1)).nonzeroBitCount
    }

    /// Hides what stands below a row.
    package mutating func collapse(_ row: Int, in index: AccountIndex) {
        guard collapsed.insert(row).inserted else { return }
        hide(index.rows(below: row))
        recount(from: row >> 6 / Self.wordsInBlock)
    }

    /// Shows what stands below a row, but for what is collapsed in it.
    package mutating func expand(_ row: Int, in index: AccountIndex) {
        guard collapsed.remove(row) != nil else { return }
        let range = index.rows(below: row)
        // Under one that is collapsed itself nothing appears.
        var above = index.parent(of: row)
        while let lead = above {
            if collapsed.contains(lead) { return }
            above = index.parent(of: lead)
        }
        rows.copy(range, from: whole)
        for other in collapsed where range.contains(other) { hide(index.rows(below: other)) }
        recount(from: row >> 6 / Self.wordsInBlock)
    }

    /// Shows everything below a row, also what is not in the result.
    package mutating func include(below row: Int, in index: AccountIndex) {
        let range = index.rows(below: row)
        whole.copy(range, from: index.rows)
        rows.copy(range, from: whole)
        collapsed.remove(row)
        for other in collapsed where range.contains(other) { hide(index.rows(below: other)) }
        recount(from: row >> 6 / Self.wordsInBlock)
    }

    /// Collapses all rows that have others below them, so that only the top ones are left.
    package mutating func collapseAll(in index: AccountIndex) {
        var collapsed: Set<Int> = []
        var tops = RowSet(wordCount: whole.words.count)
        var last: (row: Int, depth: UInt16)?
        for entry in index.entries {
            let depths = entry.chunk.columns.depths
            for place in entry.words {
                var left = whole.words[place]
                while left != 0 {
                    let row = place << 6 + left.trailingZeroBitCount
                    left &= left - 1
                    let depth = depths[row - entry.first]
                    if depth == 0 { tops.insert(row) }
                    if let last, last.depth < depth { collapsed.insert(last.row) }
                    last = (row, depth)
                }
            }
        }
        show(tops, collapsed: collapsed)
    }

    package mutating func expandAll() { show(whole, collapsed: []) }

    private mutating func show(_ rows: RowSet, collapsed: Set<Int>) {
        (self.rows, self.collapsed) = (rows, collapsed)
        recount(from: 0)
    }

    /// Collapses what stood collapsed in another list, such as the one before a change or a filter.
    package mutating func collapse(all others: some Sequence<Int>, in index: AccountIndex) {
        for row in others where collapsed.insert(row).inserted { hide(index.rows(below: row)) }
        recount(from: 0)
    }

    private mutating func hide(_ range: Range<Int>) {
        rows.set(range.clamped(to: 0..<rows.words.count * 64), to: false)
    }

    private mutating func recount(from block: Int) {
        let blocks = (rows.words.count + Self.wordsInBlock - 1) / Self.wordsInBlock
        if counts.count != blocks + 1 { counts = [UInt32](repeating: 0, count: blocks + 1) }
        for place in min(block, blocks)..<blocks {
            var sum = counts[place]
            for word in place * Self.wordsInBlock..<min((place + 1) * Self.wordsInBlock, rows.words.count) {
                sum += UInt32(rows.words[word].nonzeroBitCount)
            }
            counts[place + 1] = sum
        }
    }
}
