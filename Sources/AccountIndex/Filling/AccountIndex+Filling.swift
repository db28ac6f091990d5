package import Accounts

/// Filling an index from a store, portion by portion.
extension AccountIndex {
    /// Takes in accounts that are not there yet; cheapest in the order of the tree, parents before their customers and
    /// each level by code.
    package mutating func append(_ portion: [IndexedAccount]) {
        guard !portion.isEmpty else { return }
        if notation == nil { notation = Notation(portion.map(\.search)) }
        guard let notation else { return }
        var path = TreePath(self)
        var depths: [Int] = []
        depths.reserveCapacity(portion.count)
        for account in portion {
            // One that others wait for takes them under it.
            guard orphans[account.key] == nil, let depth = path.follow(with: account) else { break }
            depths.append(depth)
        }
        let taken = depths.count
        if taken > 0 {
            var rows = prepared(portion[..<taken], notation)
            for part in rows.indices {
                for place in rows[part].indices {
                    complete(&rows[part][place], of: portion, part * Self.partSize + place)
                }
            }
            let isOpen = entries.last.map { $0.chunk.count < chunkSize } ?? false
            append(chunks(of: rows, depths, behind: isOpen ? entries.last?.chunk : nil), droppingLast: isOpen ? 1 : 0)
        }
        // What is out of order is put where it belongs.
        if taken < portion.count { apply(portion[taken...].map { .put($0) }) }
    }

    /// Writes rows into chunks, the first ones behind those of a chunk that has room; several chunks on all cores.
    private func chunks(of rows: [[NewRow]], _ depths: [Int], behind open: Chunk?) -> [Chunk] {
        guard let notation else { return [] }
        let first = min(chunkSize - (open?.count ?? 0), depths.count)
        let starts = [0] + Array(stride(from: first, to: depths.count, by: chunkSize))
        return Cores.map(starts.count) { [systems, chunkSize] number in
            var writer = ChunkWriter(notation, systems: systems.count, capacity: chunkSize)
            if number == 0, let open { writer.append(open, 0..<open.count) }
            for place in starts[number]..<(number + 1 < starts.count ? starts[number + 1] : depths.count) {
                writer.append(rows[place / Self.partSize][place % Self.partSize], depth: depths[place])
            }
            return writer.finished()
        }
    }

    /// Makes the row of an account.
    mutating func newRow(_ account: IndexedAccount, _ notation: Notation) -> NewRow {
        var row = prepared(account, notation)
        complete(&row, of: [account], 0)
        return row
    }

    /// Gives numbers to what has none in the whole index yet: the country and words.
    private mutating func complete(_ row: inout NewRow, of portion: [IndexedAccount], _ place: Int) {
        guard row.newCountry != nil || !row.newWords.isEmpty else { return }
        var text = portion[place].search.text
        text.withUTF8 { text in
            if let line = row.newCountry { row.country = countries.number(of: Array(text[line])) }
            for (word, sign) in row.newWords {
                if let number = vocabulary.number(of: UnsafeBufferPointer(rebasing: text[word]), sign) {
                    row.words.append(number)
                } else {
                    row.hasOtherWords = true
                }
            }
        }
    }

    static let countrySign = UInt8(ascii: "L")
}

/// The last account and those above it, to see where the next one stands.
private struct TreePath {
    private var open: [(key: AccountKey, code: [UInt8])]

    init(_ index: AccountIndex) {
        open = index.openAtEnd.compactMap { row in
            index.place(of: row)
                .map { (AccountKey($0.entry.chunk.columns.keys[$0.row]), index.code($0.row, in: $0.entry.chunk)) }
        }
    }

    /// The depth of an account that follows in the order of the tree; nil if it stands elsewhere.
    mutating func follow(with account: IndexedAccount) -> Int? {
        var depth = 0
        if let parent = account.parent {
            guard let above = open.lastIndex(where: { $0.key == parent }) else { return nil }
            depth = above + 1
        }
        if depth < open.count {
            guard open[depth].code.lexicographicallyPrecedes(account.code.rawValue.utf8) else { return nil }
            open.removeSubrange(depth...)
        }
        open.append((account.key, Array(account.code.rawValue.utf8)))
        return depth
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The part of a search text with a sign, without the end of the line.
    func searchLine(_ sign: UInt8) -> Range<Int>? {
        var start = 0
        while start < count, let end = self[start...].firstIndex(of: SearchText.endByte) {
            if self[start] == sign { return start..<end }
            start = end + 1
        }
        return nil
    }
}
