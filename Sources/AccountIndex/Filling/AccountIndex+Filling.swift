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
        var taken = 0
        let isOpen = entries.last.map { $0.chunk.count < chunkSize } ?? false
        var writer = ChunkWriter(notation, systems: systems.count, capacity: chunkSize)
        if isOpen, let last = entries.last?.chunk { writer.append(last, 0..<last.count) }
        var chunks: [Chunk] = []
        var rows = prepared(portion, notation)
        for (place, account) in portion.enumerated() {
            // One that others wait for takes them under it.
            guard orphans[account.key] == nil, let depth = path.follow(with: account) else { break }
            if writer.isFull {
                chunks.append(writer.finished())
                writer = ChunkWriter(notation, systems: systems.count, capacity: chunkSize)
            }
            complete(&rows[place], account)
            writer.append(rows[place], depth: depth)
            taken += 1
        }
        if taken > 0 { append(chunks + [writer.finished()], droppingLast: isOpen ? 1 : 0) }
        // What is out of order is put where it belongs.
        if taken < portion.count { apply(portion[taken...].map { .put($0) }) }
    }

    /// Takes in portions as a store brings them; after each one `progress` gets the index as it is.
    package mutating func fill<Portions: AsyncSequence>(
        from portions: Portions,
        progress: (AccountIndex) -> Void = { _ in }
    ) async throws(Portions.Failure) where Portions.Element == [IndexedAccount] {
        for try await portion in portions {
            append(portion)
            progress(self)
        }
    }

    /// Makes the row of an account.
    mutating func newRow(_ account: IndexedAccount, _ notation: Notation) -> NewRow {
        var row = Self.prepared(account, systems, notation)
        complete(&row, account)
        return row
    }

    /// Adds what is numbered for the whole index: the country and the words.
    private mutating func complete(_ row: inout NewRow, _ account: IndexedAccount) {
        var text = account.search.text
        text.withUTF8 { text in
            for (sign, line) in text.searchLines where sign == Self.countrySign {
                row.country = countries.number(of: Array(text[line]))
            }
            let words = vocabulary.numbers(ofWordsIn: text)
            row.words = words.numbers
            row.hasOtherWords = !words.isComplete
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
    /// The parts of a search text, each with its sign, without the end of the line.
    var searchLines: [(sign: UInt8, line: Range<Int>)] {
        var lines: [(UInt8, Range<Int>)] = []
        lines.reserveCapacity(10)
        var start = 0
        let lineEnd = SearchText.endByte
        for place in indices where self[place] == lineEnd {
            if place > start { lines.append((self[start], start..<place)) }
            start = place + 1
        }
        return lines
    }
}
