import Accounts

/// Some needles, one of which must occur in a row's search text.
struct TextTest: Sendable {
    /// How the rows of a needle are found, in some parts.
    private struct Way: Sendable {
        /// The slices that a row must have.
        var slices: [Int]
        /// For each piece of the needle the words of which a row must have one.
        var words: [[UInt32]] = []
        /// Whether that is all; otherwise what is left is read.
        var isEnough: Bool
        /// Whether it asks for many words.
        var isLong: Bool { words.contains { $0.count > 200 } }

        init(_ needle: Needle, inCode: Bool?, _ notation: Notation, _ vocabulary: Vocabulary) {
            (slices, isEnough) = notation.grams.slices(of: needle)
            guard !isEnough else { return }
            let sign = needle.part?.rawValue.utf8.first
            let (pieces, isOne) = WordCut.pieces(
                of: Array(needle.text.utf8),
                tail: WordCut.tail(inCode: inCode ?? (sign == WordCut.codeSign))
            )
            words = pieces.map { piece in
                vocabulary.words(with: piece) { part in
                    part == WordCut.anySign
                        || (sign == nil || part == sign)
                            && (inCode == nil || inCode == (part == WordCut.codeSign))
                }
            }
            // Words of digits do not tell the part.
            isEnough = isOne && (sign == nil || !needle.text.utf8.allSatisfy(WordCut.isDigit))
            // What few have leaves little to do for the others.
            words.sort { $0.count < $1.count }
        }

        /// The ways that find a needle, the code by itself where its words are longer.
        static func all(_ needle: Needle, _ notation: Notation, _ vocabulary: Vocabulary) -> [Way] {
            let whole = Way(needle, inCode: nil, notation, vocabulary)
            guard needle.part == nil, !whole.isEnough, needle.text.utf8.contains(where: WordCut.isLetter) else {
                return [whole]
            }
            return [true, false].map { Way(needle, inCode: $0, notation, vocabulary) }
        }
    }

    private let ways: [Way]
    private let automaton: TextAutomaton

    init(_ needles: [Needle], _ notation: Notation, _ vocabulary: Vocabulary) {
        ways = needles.flatMap { Way.all($0, notation, vocabulary) }
        automaton = TextAutomaton(anyOf: needles, notation.symbols)
    }

    /// Adds those of some rows that have a needle: first by the grid of grams and by words, then, where that is not
    /// enough, by reading.
    func find(_ open: [UInt64], in chunk: Chunk, into found: inout [UInt64]) {
        let count = open.count
        var doubtful = [UInt64](repeating: 0, count: count)
        for way in ways {
            var rows = open
            chunk.slices.withUnsafeBufferPointer { grid in
                for slice in way.slices {
                    for place in 0..<count { rows[place] &= grid[slice * count + place] }
                }
            }
            // To read some rows is quicker than to put together those of a thousand words.
            let isSparse = way.isLong && open.reduce(0) { $0 + $1.nonzeroBitCount } * 16 < chunk.count
            for words in isSparse ? [] : way.words where rows.contains(where: { $0 != 0 }) {
                var with = [UInt64](repeating: 0, count: count)
                chunk.words.insert(words, into: &with)
                for place in 0..<count {
                    let unsure = rows[place] & chunk.words.incomplete[place]
                    rows[place] &= with[place]
                    doubtful[place] |= unsure
                }
            }
            for place in 0..<count {
                if way.isEnough && !isSparse { found[place] |= rows[place] } else { doubtful[place] |= rows[place] }
            }
        }
        read(doubtful, in: chunk, into: &found)
    }

    private func read(_ doubtful: [UInt64], in chunk: Chunk, into found: inout [UInt64]) {
        var count = 0
        for place in doubtful.indices { count += (doubtful[place] & ~found[place]).nonzeroBitCount }
        guard count > 0 else { return }
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: count) { rows in
            var next = 0
            for place in doubtful.indices {
                var left = doubtful[place] & ~found[place]
                while left != 0 {
                    rows.initializeElement(at: next, to: UInt16(place << 6 + left.trailingZeroBitCount))
                    next += 1
                    left &= left - 1
                }
            }
            automaton.insert(UnsafeBufferPointer(rows), of: chunk.columns, into: &found)
        }
    }
}
