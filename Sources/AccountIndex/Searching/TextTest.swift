import Accounts

/// Some needles, one of which must occur in a row's search text.
struct TextTest: Sendable {
    /// How the rows of a needle are found.
    private struct Way: Sendable {
        /// The slices that a row must have.
        var slices: [Int]
        /// For each run of letters in the needle the words of which a row must have one.
        var words: [[Bool]] = []
        /// Whether that is all; otherwise what is left is read.
        var isEnough: Bool

        init(_ needle: Needle, _ notation: Notation, _ vocabulary: Vocabulary) {
            let text = Array(needle.text.utf8)
            (slices, isEnough) = notation.grams.slices(of: needle)
            guard !isEnough else { return }
            let runs = text.indices.split { !Vocabulary.isLetter(text[$0]) }
            words = runs.map { run in
                // Where the needle goes on with a sign, the word is at its end there.
                vocabulary.words(
                    with: Array(text[run.startIndex..<run.endIndex]),
                    in: needle.part?.rawValue.utf8.first,
                    atBeginning: run.startIndex > 0,
                    atEnd: run.endIndex < text.count
                )
            }
            isEnough = runs.first?.count == text.count
        }
    }

    private let ways: [Way]
    private let automaton: TextAutomaton

    init(_ needles: [Needle], _ notation: Notation, _ vocabulary: Vocabulary) {
        ways = needles.map { Way($0, notation, vocabulary) }
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
            for words in way.words {
                var with = [UInt64](repeating: 0, count: count)
                chunk.words.insert(words, into: &with)
                for place in 0..<count {
                    let unsure = rows[place] & chunk.words.incomplete[place]
                    rows[place] &= with[place]
                    doubtful[place] |= unsure
                }
            }
            for place in 0..<count {
                if way.isEnough { found[place] |= rows[place] } else { doubtful[place] |= rows[place] }
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
