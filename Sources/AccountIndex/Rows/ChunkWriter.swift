import Accounts

/// A chunk that is being written, row by row, or from pieces of others.
struct ChunkWriter {
    private let notation: Notation
    private var columns: Columns
    private var slices: [UInt64]
    private let sliceWords: Int
    /// Words and rows, as `WordRows` takes them.
    private var pairs: [UInt64] = []
    /// Whether the pairs stand in the order of their rows.
    private var areByRow = true
    private var incomplete: [UInt64]
    /// How many rows it can take.
    let capacity: Int

    init(_ notation: Notation, systems: Int, capacity: Int) {
        self.notation = notation
        self.capacity = capacity
        sliceWords = (capacity + 63) / 64
        columns = Columns(systems: systems)
        columns.reserveCapacity(capacity)
        pairs.reserveCapacity(capacity * Self.usualWords)
        incomplete = [UInt64](repeating: 0, count: sliceWords)
        slices = [UInt64](repeating: 0, count: sliceWords * notation.grams.sliceCount)
    }

    /// How many words most accounts have at most.
    private static let usualWords = 40

    var count: Int { columns.count }
    var isFull: Bool { count >= capacity }

    /// Appends an account.
    mutating func append(_ row: NewRow, depth: Int) {
        let place = count
        columns.append(row, depth: depth)
        for word in row.words { pairs.append(UInt64(word) << 16 | UInt64(place)) }
        if row.hasOtherWords { incomplete[place >> 6] |= 1 << UInt64(place & 63) }
        let (word, bit) = (place >> 6, UInt64(1) << UInt64(place & 63))
        slices.withUnsafeMutableBufferPointer { slices in
            var left = row.slices
            while left != 0 {
                slices[left.trailingZeroBitCount * sliceWords + word] |= bit
                left &= left - 1
            }
        }
    }

    /// Appends rows of another chunk, so much deeper.
    mutating func append(_ chunk: Chunk, _ rows: Range<Int>, deeper: Int = 0) {
        let place = count
        columns.append(chunk.columns, rows, deeper: deeper)
        chunk.words.append(rows, as: place, to: &pairs)
        areByRow = false
        Self.copy(rows, of: chunk.words.incomplete, at: 0, to: &incomplete, at: 0, row: place)
        let words = chunk.wordCount
        for slice in 0..<notation.grams.sliceCount {
            Self.copy(rows, of: chunk.slices, at: slice * words, to: &slices, at: slice * sliceWords, row: place)
        }
    }

    /// The chunk, without the room that was not needed.
    func finished() -> Chunk {
        var pairs = pairs
        pairs.sortByDigits(from: areByRow ? 16 : 0)
        let words = (count + 63) / 64
        let wordRows = WordRows(pairs, incomplete: Array(incomplete.prefix(words)))
        guard words < sliceWords else {
            return Chunk(columns.trimmed(), slices: slices, words: wordRows, notation.symbols)
        }
        var trimmed: [UInt64] = []
        trimmed.reserveCapacity(words * notation.grams.sliceCount)
        for slice in 0..<notation.grams.sliceCount {
            trimmed.append(contentsOf: slices[slice * sliceWords..<slice * sliceWords + words])
        }
        return Chunk(columns.trimmed(), slices: trimmed, words: wordRows, notation.symbols)
    }

    /// Copies bits into words where those bits are 0.
    private static func copy(
        _ rows: Range<Int>,
        of source: [UInt64],
        at from: Int,
        to target: inout [UInt64],
        at to: Int,
        row: Int
    ) {
        var (next, place) = (rows.lowerBound, row)
        while next < rows.upperBound {
            let bits = min(64 - place & 63, rows.upperBound - next)
            var word = source[from + next >> 6] >> UInt64(next & 63)
            if next & 63 + bits > 64 { word |= source[from + next >> 6 + 1] << UInt64(64 - next & 63) }
            if bits < 64 { word &= (1 << UInt64(bits)) - 1 }
            target[to + place >> 6] |= word << UInt64(place & 63)
            next += bits
            place += bits
        }
    }
}

/// What the texts of a book are written with: symbols and grams, chosen once from some of its accounts.
struct Notation: Sendable {
    let symbols: SymbolTable
    let grams: Grams

    init(symbols: SymbolTable, grams: Grams) { (self.symbols, self.grams) = (symbols, grams) }

    /// Learns from the texts of some accounts.
    init(_ texts: [SearchText]) {
        let some = stride(from: 0, to: texts.count, by: max(1, texts.count / 2000)).map { Array(texts[$0].text.utf8) }
        // Codes are kept as they are, too, and those are mostly in capitals.
        let codes = some.map { text in
            Array(text.dropFirst(2).prefix { $0 != 1 }).map { WordCut.isLetter($0) && $0 < 0x80 ? $0 - 0x20 : $0 }
        }
        symbols = SymbolTable(training: some + codes)
        grams = Grams(training: some)
    }
}

/// An account, ready to be appended to a chunk.
struct NewRow {
    var key: Int64
    var traits: UInt8
    /// The number of its country; nil if that has none.
    var country: UInt16?
    var changed: UInt32
    var states: [UInt8]
    /// As a row of `Columns.texts`.
    var texts: [UInt8] = []
    /// A bit for each slice of the grid.
    var slices: UInt128 = 0
    /// The numbers of its words, in no order and some again and again; `hasOtherWords` if some have none.
    var words: [UInt32] = []
    var hasOtherWords = false
    /// Where in its search text the country and words stand that may get numbers, the words with the signs of their parts.
    var newCountry: Range<Int>?
    var newWords: [(word: Range<Int>, sign: UInt8)] = []
}

extension Columns {
    mutating func append(_ row: NewRow, depth: Int) {
        keys.append(row.key)
        depths.append(UInt16(clamping: depth))
        traits.append(row.traits)
        countries.append(Int64(row.country ?? Interned.other))
        changed.append(Int64(row.changed))
        for system in states.indices { states[system].append(row.states[system]) }
        texts.append(contentsOf: row.texts)
        offsets.append(texts.count)
    }

    mutating func reserveCapacity(_ count: Int) {
        keys.reserveCapacity(count)
        depths.reserveCapacity(count)
        traits.reserveCapacity(count)
        countries.reserveCapacity(count)
        changed.reserveCapacity(count)
        for system in states.indices { states[system].reserveCapacity(count) }
        offsets.reserveCapacity(count + 1)
    }

    /// The same rows without room for more.
    func trimmed() -> Columns {
        var trimmed = self
        trimmed.keys = NumberColumn(compacting: keys)
        trimmed.countries = NumberColumn(compacting: countries)
        trimmed.changed = NumberColumn(compacting: changed)
        (trimmed.depths, trimmed.traits, trimmed.offsets) = (depths.exact, traits.exact, offsets.compacted())
        trimmed.states = states.map(\.exact)
        trimmed.texts = texts.exact
        return trimmed
    }
}
