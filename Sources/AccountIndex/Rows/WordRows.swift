/// The rows of a chunk by the words that they have.
struct WordRows: Sendable {
    /// The numbers of the words that occur, in order.
    private var words: [UInt32] = []
    /// Where the rows of each word begin in `rows`; odd for those that are a bit for each row.
    private var starts: [UInt32] = []
    /// Distances from one row to the next, 128 and more in two bytes; or bits.
    private var rows: [UInt8] = []
    /// The rows that have words without a number.
    private(set) var incomplete: [UInt64]
    private var wordCount: Int

    mutating func keep(_ keeper: inout some IndexKeeping) throws {
        try keeper.keep(&words)
        try keeper.keep(&starts)
        try keeper.keep(&rows)
        try keeper.keep(&incomplete)
        wordCount = incomplete.count
        guard starts.count == words.count + 1, starts.last.map({ Int($0 >> 1) }) == rows.count else {
            throw KeptIndexProblem.unfit
        }
    }

    /// How many bytes it takes.
    var size: Int { words.count * 8 + rows.count }

    /// Makes it from words and rows in order: a word's number, shifted by 16, and the row; a pair may be there again.
    init(_ pairs: [UInt64], incomplete: [UInt64]) {
        wordCount = incomplete.count
        self.incomplete = incomplete
        var place = 0
        while place < pairs.count {
            let word = pairs[place] >> 16
            var (end, count) = (place + 1, 1)
            while end < pairs.count, pairs[end] >> 16 == word {
                if pairs[end] != pairs[end - 1] { count += 1 }
                end += 1
            }
            let isBits = count >= wordCount * 8
            words.append(UInt32(word))
            starts.append(UInt32(rows.count) << 1 | (isBits ? 1 : 0))
            if isBits {
                let from = rows.count
                rows.append(contentsOf: repeatElement(0, count: wordCount * 8))
                for pair in pairs[place..<end] { rows[from + Int(pair & 0xFFFF) >> 3] |= 1 << UInt8(pair & 7) }
            } else {
                var last = 0
                for (number, pair) in zip(place..<end, pairs[place..<end])
                where number == place || pair != pairs[number - 1] {
                    let distance = Int(pair & 0xFFFF) - last
                    last = Int(pair & 0xFFFF)
                    if distance >= 0x80 { rows.append(UInt8(distance >> 8 | 0x80)) }
                    rows.append(UInt8(truncatingIfNeeded: distance))
                }
            }
            place = end
        }
        starts.append(UInt32(rows.count) << 1)
        (words, starts, rows) = (words.exact, starts.exact, rows.exact)
    }

    /// Adds the rows that have one of some words, which are in order.
    func insert(_ wanted: [UInt32], into found: inout [UInt64]) {
        rows.withUnsafeBufferPointer { rows in
            found.withUnsafeMutableBufferPointer { found in
                if wanted.count * 16 < words.count {
                    for word in wanted {
                        let number = words.end { $0 < word }
                        if number < words.count, words[number] == word { insert(number, rows, found) }
                    }
                } else {
                    var next = 0
                    for number in words.indices {
                        while next < wanted.count, wanted[next] < words[number] { next += 1 }
                        guard next < wanted.count else { return }
                        if wanted[next] == words[number] { insert(number, rows, found) }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func insert(
        _ number: Int,
        _ rows: UnsafeBufferPointer<UInt8>,
        _ found: UnsafeMutableBufferPointer<UInt64>
    ) {
        var place = Int(starts[number] >> 1)
        let end = Int(starts[number + 1] >> 1)
        if starts[number] & 1 == 1 {
            let bits = UnsafeRawBufferPointer(rows)
            for word in 0..<wordCount {
                found[word] |= bits.loadUnaligned(fromByteOffset: place + word * 8, as: UInt64.self).littleEndian
            }
        } else {
            var row = 0
            while place < end {
                row += Self.distance(rows, at: &place)
                found[row >> 6] |= 1 << UInt64(row & 63)
            }
        }
    }

    /// Reads a distance and goes on to the next one.
    @inline(__always)
    private static func distance(_ rows: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Int {
        let byte = Int(rows[place])
        place += 1
        guard byte >= 0x80 else { return byte }
        place += 1
        return (byte & 0x7F) << 8 | Int(rows[place - 1])
    }

    /// Appends the words of some rows as pairs, with the rows counted anew from a place.
    func append(_ range: Range<Int>, as place: Int, to pairs: inout [UInt64]) {
        for number in words.indices {
            let word = UInt64(words[number]) << 16
            let (from, end) = (Int(starts[number] >> 1), Int(starts[number + 1] >> 1))
            if starts[number] & 1 == 1 {
                for row in range where rows[from + row >> 3] >> UInt8(row & 7) & 1 == 1 {
                    pairs.append(word | UInt64(row - range.lowerBound + place))
                }
            } else {
                var (next, row) = (from, 0)
                rows.withUnsafeBufferPointer { rows in
                    while next < end, row < range.upperBound {
                        row += Self.distance(rows, at: &next)
                        if range.contains(row) { pairs.append(word | UInt64(row - range.lowerBound + place)) }
                    }
                }
            }
        }
    }
}
