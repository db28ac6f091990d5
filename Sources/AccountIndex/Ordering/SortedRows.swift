package import Accounts

/// All rows of one revision of an index in the order of a column; made once, in the background, and then used for every
/// filter.
package struct SortedRows: Sendable {
    package let order: AccountQuery.Order
    package let system: SystemName?
    package let revision: Int
    let rows: RowList

    /// The rows of a result in this order.
    package func filtered(by matches: RowSet, isDescending: Bool = false) -> RowList {
        let count = matches.count
        // All of them are shared.
        if count == rows.count, !isDescending { return rows }
        return RowList(rows, in: matches, count: count, isReversed: isDescending)
    }
}

extension AccountIndex {
    /// Orders all rows by a column, equal ones by code; nil if it is not wanted any more.
    package func sorted(
        by order: AccountQuery.Order,
        on system: SystemName? = nil,
        unless isStopped: () -> Bool = { false }
    ) -> SortedRows? {
        guard let rows = sort(rows, by: order, on: system, unless: isStopped) else { return nil }
        return SortedRows(order: order, system: system, revision: revision, rows: RowList(rows))
    }

    /// The first rows of some in the order of a column, without ordering the others: for the screen, while `sorted` is
    /// still at work.
    package func first(
        _ limit: Int,
        of rows: RowSet,
        by order: AccountQuery.Order,
        on system: SystemName? = nil,
        isDescending: Bool = false,
        unless isStopped: () -> Bool = { false }
    ) -> [UInt32]? {
        guard limit > 0 else { return [] }
        let keys = SortKeys(self, order, system)
        let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: SortKeys.scratchSize)
        defer { scratch.deallocate() }
        var best: [(key: UInt64, row: UInt32)] = []
        // Everything up to this beginning may be among the first.
        var bound = isDescending ? UInt64.min : .max
        var most = limit * 8 + 4096
        func cut() {
            best.sort { isDescending ? $0.key > $1.key : $0.key < $1.key }
            guard best.count > limit else { return }
            bound = best[limit - 1].key
            let end = best.firstIndex { isDescending ? $0.key < bound : $0.key > bound } ?? best.count
            best.removeSubrange(end...)
        }
        for entry in entries {
            guard !isStopped() else { return nil }
            keys.withReader(of: entry.chunk, scratch) { reader in
                for place in entry.words {
                    var left = rows.words[place]
                    while left != 0 {
                        let row = place << 6 + left.trailingZeroBitCount
                        left &= left - 1
                        let key = reader.word(0, of: row - entry.first)
                        if isDescending ? key >= bound : key <= bound { best.append((key, UInt32(row))) }
                    }
                }
            }
            if best.count > most {
                cut()
                // Where many have the same beginning, few can be left out.
                most = max(most, best.count * 2)
            }
        }
        cut()
        guard var ordered = sort(best, keys, unless: isStopped) else { return nil }
        if isDescending { ordered.reverse() }
        return Array(ordered.prefix(limit))
    }

    private func sort(
        _ set: RowSet,
        by order: AccountQuery.Order,
        on system: SystemName?,
        unless isStopped: () -> Bool
    ) -> [UInt32]? {
        let keys = SortKeys(self, order, system)
        let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: SortKeys.scratchSize)
        defer { scratch.deallocate() }
        var all: [(key: UInt64, row: UInt32)] = []
        all.reserveCapacity(set.count)
        for entry in entries {
            guard !isStopped() else { return nil }
            keys.withReader(of: entry.chunk, scratch) { reader in
                for place in entry.words {
                    var left = set.words[place]
                    while left != 0 {
                        let row = place << 6 + left.trailingZeroBitCount
                        left &= left - 1
                        all.append((order == .tree ? UInt64(row) : reader.word(0, of: row - entry.first), UInt32(row)))
                    }
                }
            }
        }
        return order == .tree ? all.map(\.row) : sort(all, keys, unless: isStopped)
    }

    /// Orders rows by the first eight bytes of their keys, then those that are equal in them by the next eight, and so
    /// on.
    private func sort(
        _ pairs: [(key: UInt64, row: UInt32)],
        _ keys: SortKeys,
        unless isStopped: () -> Bool
    ) -> [UInt32]? {
        var all = pairs
        let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: SortKeys.scratchSize)
        defer { scratch.deallocate() }
        var open = [(range: 0..<all.count, word: 0)]
        while let (range, word) = open.popLast() {
            guard !isStopped() else { return nil }
            if word > 0 {
                for place in range {
                    let (entry, row) = entryAndRow(all[place].row)
                    all[place].key = keys.withReader(of: entry.chunk, scratch) { $0.word(word, of: row) }
                }
            }
            // Rows are distinct, so that the order is the same every time.
            all[range].sort { ($0.key, $0.row) < ($1.key, $1.row) }
            guard word < SortKeys.mostWords else { continue }
            var start = range.lowerBound
            while start < range.upperBound {
                var end = start + 1
                while end < range.upperBound, all[end].key == all[start].key { end += 1 }
                // A key that has ended is equal to the others in all that follows.
                if end - start > 1, !keys.isEnd(all[start].key, word) { open.append((start..<end, word + 1)) }
                start = end
            }
        }
        return all.map(\.row)
    }

    private func entryAndRow(_ row: UInt32) -> (Entry, Int) {
        let entry = entries[entryNumber(of: Int(row))]
        return (entry, Int(row) - entry.first)
    }
}
