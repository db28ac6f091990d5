/// A set of rows of an index, as bits.
package struct RowSet: Hashable, Sendable {
    /// Sixty-four rows each, the first lowest.
    package internal(set) var words: [UInt64]

    init(words: [UInt64]) { self.words = words }

    init(wordCount: Int) { words = [UInt64](repeating: 0, count: wordCount) }

    package var count: Int {
        var count = 0
        for word in words { count &+= word.nonzeroBitCount }
        return count
    }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    package func contains(_ row: Int) -> Bool {
        row >= 0 && row >> 6 < words.count && words[row >> 6] >> UInt64(row & 63) & 1 == 1
    }

    mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

    mutating func formUnion(_ other: RowSet) { for place in words.indices { words[place] |= other.words[place] } }

    /// The first row at or after a place.
    package func first(from row: Int = 0) -> Int? {
        var place = row >> 6
        guard place < words.count else { return nil }
        var word = words[place] & (UInt64.max << UInt64(row & 63))
        while word == 0 {
            place += 1
            guard place < words.count else { return nil }
            word = words[place]
        }
        return place << 6 + word.trailingZeroBitCount
    }

    /// Calls a closure with each row, in order.
    @inline(__always)
    package func visit(_ body: (Int) -> Void) {
        for (place, bits) in words.enumerated() {
            var left = bits
            while left != 0 {
                body(place << 6 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }

    /// How many rows of a range are in it.
    package func count(in range: Range<Int>) -> Int {
        var count = 0
        Self.forEachWord(of: range.clamped(to: 0..<words.count * 64)) { count += (words[$0] & $1).nonzeroBitCount }
        return count
    }

    /// Puts the rows of a range in, or takes them out.
    mutating func set(_ range: Range<Int>, to isIn: Bool) {
        Self.forEachWord(of: range) { if isIn { words[$0] |= $1 } else { words[$0] &= ~$1 } }
    }

    /// Takes the rows of a range as another set has them.
    mutating func copy(_ range: Range<Int>, from other: RowSet) {
        Self.forEachWord(of: range) { words[$0] = words[$0] & ~$1 | other.words[$0] & $1 }
    }

    /// Calls a closure with each word that a range touches, and the bits of the range in it.
    @inline(__always)
    private static func forEachWord(of range: Range<Int>, _ body: (Int, UInt64) -> Void) {
        guard !range.isEmpty else { return }
        let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
        for place in first...last {
            var mask = UInt64.max
            if place == first { mask &= UInt64.max << UInt64(range.lowerBound & 63) }
            if place == last { mask &= UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63) }
            body(place, mask)
        }
    }
}
