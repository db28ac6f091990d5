package import Accounts

/// Something that became of an account.
package enum IndexChange: Hashable, Sendable {
    /// It is new, or other than it was.
    case put(IndexedAccount)
    /// It is gone, and with it what stood below it and was not moved.
    case removed(AccountKey)
}

/// Keeping an index up with its store.
extension AccountIndex {
    /// Takes in what became of some accounts; the chunks where nothing changed are kept.
    ///
    /// An account whose parent is not there stands at the top until it comes. Of several changes of one account the
    /// last one counts.
    package mutating func apply(_ changes: [IndexChange]) {
        var put: [AccountKey: IndexedAccount] = [:]
        var removed: Set<AccountKey> = []
        for change in changes {
            switch change {
            case .put(let account):
                put[account.key] = account
                removed.remove(account.key)
            case .removed(let key):
                put[key] = nil
                removed.insert(key)
            }
        }
        if notation == nil { notation = Notation(put.values.map(\.search)) }
        guard !put.isEmpty || !removed.isEmpty, let notation else { return }
        var plan = Rearrangement(self, put: put, removed: removed)
        orphans = plan.orphans
        var assembly = Assembly(notation, systems: systems.count, chunkSize: chunkSize)
        for piece in plan.pieces() {
            switch piece {
            case .kept(let rows, let deeper): forEachChunk(of: rows) { assembly.append($0, $1, deeper: deeper) }
            case .made(let account, let depth): assembly.append(newRow(account, notation), depth: depth)
            }
        }
        replace(with: assembly.finished())
    }

    /// Calls a closure with the parts of chunks that make up some accounts, counted from the first.
    private func forEachChunk(of ordinals: Range<Int>, _ body: (Chunk, Range<Int>) -> Void) {
        guard !ordinals.isEmpty else { return }
        for entry in entries[entryNumber(ofOrdinal: ordinals.lowerBound)...] {
            guard entry.ordinal < ordinals.upperBound else { return }
            let part = (entry.ordinal..<entry.ordinal + entry.chunk.count).clamped(to: ordinals)
            body(entry.chunk, part.lowerBound - entry.ordinal..<part.upperBound - entry.ordinal)
        }
    }

    /// The number of the entry that has the account of a number.
    func entryNumber(ofOrdinal ordinal: Int) -> Int { max(0, entries.end { $0.ordinal <= ordinal } - 1) }

    /// The row of the account of a number.
    func row(ofOrdinal ordinal: Int) -> Int {
        let entry = entries[entryNumber(ofOrdinal: ordinal)]
        return entry.first + ordinal - entry.ordinal
    }

    /// How many accounts stand before a row; also for the row behind a chunk's last.
    func ordinal(of row: Int) -> Int {
        guard !entries.isEmpty else { return 0 }
        let entry = entries[entryNumber(of: row)]
        return entry.ordinal + min(row - entry.first, entry.chunk.count)
    }
}

/// Chunks that are put together from old ones and new rows.
private struct Assembly {
    private enum Part {
        case old(Chunk, Range<Int>, deeper: Int)
        case new(NewRow, depth: Int)

        var count: Int {
            switch self {
            case .old(_, let rows, _): rows.count
            case .new: 1
            }
        }
    }

    private let notation: Notation
    private let systems: Int
    private var chunks: [Chunk] = []
    private var parts: [Part] = []
    private var count = 0

    /// How many rows a new chunk takes; a changed one may have half as many more.
    private let size: Int
    private var largest: Int { size + size / 2 }

    init(_ notation: Notation, systems: Int, chunkSize: Int) {
        size = chunkSize
        self.notation = notation
        self.systems = systems
    }

    mutating func append(_ row: NewRow, depth: Int) {
        parts.append(.new(row, depth: depth))
        count += 1
        if count >= largest * 2 { flush() }
    }

    mutating func append(_ chunk: Chunk, _ rows: Range<Int>, deeper: Int) {
        // A whole chunk is kept, unless that would leave a small one before it.
        if deeper == 0, rows.count == chunk.count, count == 0 || count > size / 4 {
            flush()
            chunks.append(chunk)
            return
        }
        parts.append(.old(chunk, rows, deeper: deeper))
        count += rows.count
        if count >= largest * 2 { flush() }
    }

    mutating func finished() -> [Chunk] {
        if count > 0, count <= size / 4, let last = chunks.popLast() {
            parts.insert(.old(last, 0..<last.count, deeper: 0), at: 0)
            count += last.count
        }
        flush()
        return chunks
    }

    /// Writes what has come together, in chunks of about the same size.
    private mutating func flush() {
        guard count > 0 else { return }
        let number = count <= largest ? 1 : (count + size - 1) / size
        let capacity = (count + number - 1) / number
        var writer = ChunkWriter(notation, systems: systems, capacity: capacity)
        func room() {
            guard writer.isFull else { return }
            chunks.append(writer.finished())
            writer = ChunkWriter(notation, systems: systems, capacity: capacity)
        }
        for part in parts {
            switch part {
            case .new(let row, let depth):
                room()
                writer.append(row, depth: depth)
            case .old(let chunk, let rows, let deeper):
                var left = rows
                while !left.isEmpty {
                    room()
                    let some = left.prefix(capacity - writer.count)
                    writer.append(chunk, some.startIndex..<some.endIndex, deeper: deeper)
                    left = some.endIndex..<left.upperBound
                }
            }
        }
        chunks.append(writer.finished())
        parts = []
        count = 0
    }
}
