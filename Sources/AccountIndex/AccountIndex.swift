package import Accounts

/// The accounts of a book as a list needs them: their order, their tree, what they are found and ordered by; a value,
/// so that a query keeps using the one that it began with while the next is made.
///
/// A row is a place in one index: it grows along the tree's order, but some numbers are left out, and a change moves
/// rows. What lasts is the key.
package struct AccountIndex: Sendable {
    /// A chunk and where it stands.
    struct Entry: Sendable {
        let chunk: Chunk
        /// The row of its first account; a multiple of 64.
        let first: Int
        /// How many accounts stand before it.
        let ordinal: Int
        /// The rows above its first account, by depth.
        let open: [Int]

        var rows: Range<Int> { first..<first + chunk.count }
        var words: Range<Int> { first >> 6..<first >> 6 + chunk.wordCount }
    }

    package let systems: [SystemName]
    let chunkSize: Int
    /// How many accounts it has.
    package private(set) var count = 0
    /// Grows with each change; a set of rows belongs to one revision.
    package private(set) var revision = 0
    var notation: Notation?
    private(set) var entries: [Entry] = []
    /// Texts of countries, by the numbers that rows have.
    var countries = Interned()
    /// The words that are offered for misspelled ones.
    var vocabulary = Vocabulary()
    /// Accounts whose parents are not there yet, by the parents' keys; they stand at the top.
    var orphans: [AccountKey: Set<AccountKey>] = [:]

    /// Makes an empty one, about some systems; from a sample of the book's texts it learns what is frequent in them.
    ///
    /// Without a sample it learns from the first portion. One that takes the place of an earlier one has later revisions.
    package init(
        systems: [SystemName],
        sample: [SearchText] = [],
        after earlier: AccountIndex? = nil,
        chunkSize: Int = 8192
    ) {
        // A changed chunk may have half as many rows more, and the distance between two of them has fifteen bits.
        precondition(chunkSize + chunkSize / 2 <= 0x8000, "the chunks are too large")
        self.systems = systems
        revision = earlier?.revision ?? 0
        self.chunkSize = chunkSize
        if !sample.isEmpty { notation = Notation(sample) }
    }

    /// How many words a set of its rows has.
    var wordCount: Int { entries.last?.words.upperBound ?? 0 }

    /// Takes the place of the chunks.
    mutating func replace(with chunks: [Chunk]) {
        entries = []
        entries.reserveCapacity(chunks.count)
        count = 0
        append(chunks)
    }

    /// Appends chunks behind the last one, of which it may keep all but some.
    mutating func append(_ chunks: [Chunk], droppingLast dropped: Int = 0) {
        for entry in entries.suffix(dropped) { count -= entry.chunk.count }
        entries.removeLast(dropped)
        for chunk in chunks where chunk.count > 0 {
            entries.append(Entry(chunk: chunk, first: wordCount * 64, ordinal: count, open: openAtEnd))
            count += chunk.count
        }
        revision += 1
    }

    /// The last row and those above it, by depth.
    var openAtEnd: [Int] {
        guard let last = entries.last else { return [] }
        return last.chunk.open.enumerated().map { depth, row in row < 0 ? last.open[depth] : last.first + row }
    }

    /// All its rows.
    package var rows: RowSet {
        var set = RowSet(wordCount: wordCount)
        for entry in entries { set.set(entry.rows, to: true) }
        return set
    }
}

/// Texts that occur again and again, by numbers.
struct Interned: Sendable {
    /// Stands for those that came when all numbers were taken.
    static let other = UInt16.max

    private(set) var texts: [[UInt8]] = []
    private var numbers: [[UInt8]: UInt16] = [:]

    /// Whether later texts get no number.
    var isFull: Bool { texts.count >= Int(Self.other) }

    /// The number of a text, if it has one.
    func known(_ text: some Sequence<UInt8>) -> UInt16? { numbers[Array(text)] ?? (isFull ? Self.other : nil) }

    mutating func number(of text: [UInt8]) -> UInt16 {
        if let number = numbers[text] { return number }
        guard texts.count < Int(Self.other) else { return Self.other }
        numbers[text] = UInt16(texts.count)
        texts.append(text)
        return UInt16(texts.count - 1)
    }
}
