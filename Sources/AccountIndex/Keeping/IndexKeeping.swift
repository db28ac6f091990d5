package import Accounts

/// Writes what an index is made of, or reads it back: one description serves both, so that they cannot differ.
package protocol IndexKeeping {
    /// Writes elements, or puts others in their place.
    mutating func keep<Element: BitwiseCopyable>(_ elements: inout [Element]) throws
}

extension IndexKeeping {
    mutating func keep(_ number: inout Int) throws {
        var numbers = [Int64(number)]
        try keep(&numbers)
        guard numbers.count == 1 else { throw KeptIndexProblem.unfit }
        number = Int(numbers[0])
    }

    mutating func keep(_ texts: inout [[UInt8]]) throws {
        var (bytes, lengths) = (Array(texts.joined()), texts.map { UInt32($0.count) })
        try keep(&bytes)
        try keep(&lengths)
        guard lengths.reduce(0, { $0 + Int($1) }) == bytes.count else { throw KeptIndexProblem.unfit }
        var start = 0
        texts = lengths.map { length in
            defer { start += Int(length) }
            return Array(bytes[start..<start + Int(length)])
        }
    }
}

/// Why a kept index is of no use.
package enum KeptIndexProblem: Error {
    /// It is another program's, another book's, or not whole.
    case unfit
    case system(Int32)
}

extension AccountIndex {
    /// Writes the index.
    package func write(to keeper: inout some IndexKeeping) throws {
        var copy = self
        try copy.keepBook(&keeper)
        guard var notation else { throw KeptIndexProblem.unfit }
        try notation.keep(&keeper)
        var count = entries.count
        try keeper.keep(&count)
        for entry in entries {
            var (columns, slices, words) = (entry.chunk.columns, entry.chunk.slices, entry.chunk.words)
            try columns.keep(&keeper)
            try keeper.keep(&slices)
            try words.keep(&keeper)
        }
    }

    /// Reads an index that was written by this very program, about the same systems; one that takes the place of an earlier
    /// one has later revisions.
    package init(
        systems: [SystemName],
        after earlier: AccountIndex?,
        from keeper: inout some IndexKeeping
    ) throws {
        self.init(systems: systems, after: earlier)
        try keepBook(&keeper)
        var notation = Notation(symbols: SymbolTable(), grams: Grams(training: []))
        try notation.keep(&keeper)
        self.notation = notation
        var count = 0
        try keeper.keep(&count)
        var chunks: [Chunk] = []
        for _ in 0..<count {
            var (columns, slices) = (Columns(systems: systems.count), [UInt64]())
            var words = WordRows([], incomplete: [])
            try columns.keep(&keeper)
            try keeper.keep(&slices)
            try words.keep(&keeper)
            guard columns.isConsistent, slices.count == notation.grams.sliceCount * ((columns.count + 63) / 64) else {
                throw KeptIndexProblem.unfit
            }
            chunks.append(Chunk(columns, slices: slices, words: words, notation.symbols))
        }
        append(chunks)
    }

    /// What belongs to the book as a whole.
    private mutating func keepBook(_ keeper: inout some IndexKeeping) throws {
        var texts = countries.texts
        try keeper.keep(&texts)
        countries = Interned()
        for text in texts { _ = countries.number(of: text) }
        try vocabulary.keep(&keeper)
        var waiting = orphans.flatMap { parent, accounts in accounts.flatMap { [parent.rawValue, $0.rawValue] } }
        try keeper.keep(&waiting)
        orphans = [:]
        for place in stride(from: 0, to: waiting.count - 1, by: 2) {
            orphans[AccountKey(waiting[place]), default: []].insert(AccountKey(waiting[place + 1]))
        }
    }
}

extension Notation {
    fileprivate mutating func keep(_ keeper: inout some IndexKeeping) throws {
        var many = Array(symbols.symbols.dropFirst(SymbolTable.firstOfMany))
        try keeper.keep(&many)
        guard many.count <= SymbolTable.mostCodes - SymbolTable.firstOfMany else { throw KeptIndexProblem.unfit }
        var grams = grams
        try grams.keep(&keeper)
        self = Notation(symbols: SymbolTable(symbols: many), grams: grams)
    }
}

extension Columns {
    fileprivate mutating func keep(_ keeper: inout some IndexKeeping) throws {
        try keys.keep(&keeper)
        try keeper.keep(&depths)
        try keeper.keep(&traits)
        try countries.keep(&keeper)
        try changed.keep(&keeper)
        for system in states.indices { try keeper.keep(&states[system]) }
        try offsets.keep(&keeper)
        try keeper.keep(&texts)
    }

    /// Whether there is a value of each column for each row.
    fileprivate var isConsistent: Bool {
        depths.count == count && states.allSatisfy { $0.count == count } && offsets.count == count + 1
            && offsets[count] == texts.count
            && [keys, countries, changed].allSatisfy { $0.count == count }
    }
}
