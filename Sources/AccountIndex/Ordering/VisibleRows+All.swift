extension VisibleRows {
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
}
