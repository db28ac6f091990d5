/// A text folded in UTF-8, in its two spellings.
///
/// Most texts take one pass over their bytes, with a table of the characters that need no look at their neighbours: a
/// book has millions of them.
struct FoldedSpellings {
    /// `muller` for Müller.
    private(set) var plain: [UInt8] = []
    /// `mueller` for Müller; empty if it is the same as the plain one.
    private(set) var expanded: [UInt8] = []
    /// How many letters the two spellings write differently.
    private(set) var twoLetterCount = 0

    init(_ text: some StringProtocol) {
        var text = String(text)
        if !text.withUTF8({ foldByTable($0) }) {
            plain = Array(text.decomposedAndFolded.utf8)
            let letters = text.composed.unicodeScalars
            twoLetterCount = letters.count { Folding.twoLetters[$0] != nil }
            if twoLetterCount > 0 {
                var other = ""
                for letter in letters { other += Folding.twoLetters[letter] ?? String(letter) }
                expanded = Array(other.decomposedAndFolded.utf8)
            }
        }
        if expanded == plain { expanded = [] }
    }

    /// The spellings, without a second one that is equal to the first.
    var all: [[UInt8]] { expanded.isEmpty ? [plain] : [plain, expanded] }

    /// Folds a text, unless it has a character that is not in the table.
    private mutating func foldByTable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        plain.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte < 0x80 {
                append(FoldedScalar.table[Int(byte)])
                place += 1
            } else if byte < 0xD5 {
                let scalar = UInt32(byte & 0x1F) << 6 | UInt32(text[place + 1] & 0x3F)
                let folded = FoldedScalar.table[Int(scalar)]
                guard folded.isKnown else {
                    self = FoldedSpellings()
                    return false
                }
                if folded.isTwoLetters, let letters = Unicode.Scalar(scalar).flatMap({ Folding.twoLetters[$0] }) {
                    if twoLetterCount == 0 { expanded = plain }
                    twoLetterCount += 1
                    expanded += letters.utf8
                    folded.append(to: &plain)
                } else {
                    append(folded)
                }
                place += 2
            } else if (0xE5...0xE9).contains(byte) {
                // The ideographs of Chinese and Japanese are their own folds.
                for byte in text[place..<place + 3] { append(FoldedScalar(byte)) }
                place += 3
            } else {
                self = FoldedSpellings()
                return false
            }
        }
        return true
    }

    private init() {}

    private mutating func append(_ folded: FoldedScalar) {
        folded.append(to: &plain)
        if twoLetterCount > 0 { folded.append(to: &expanded) }
    }
}

/// What becomes of one scalar: up to seven bytes.
private struct FoldedScalar {
    private static let unknown: UInt64 = 0xFF << 56
    private static let twoLetters: UInt64 = 0x40 << 56

    private let bits: UInt64

    var isKnown: Bool { bits != Self.unknown }
    var isTwoLetters: Bool { isKnown && bits & Self.twoLetters != 0 }

    /// A byte that stays as it is.
    init(_ byte: UInt8) { bits = 1 << 56 | UInt64(byte) }

    private init(_ scalar: Unicode.Scalar?) {
        let folded = scalar.map { Array(String($0).decomposedAndFolded.utf8) }
        // A mark may have to change its place among others.
        guard let scalar, let folded, folded.count <= 7, scalar.properties.canonicalCombiningClass == .notReordered
        else {
            bits = Self.unknown
            return
        }
        var bits = UInt64(folded.count) << 56
        for (place, byte) in folded.enumerated() { bits |= UInt64(byte) << UInt64(place * 8) }
        self.bits = Folding.twoLetters[scalar] == nil ? bits : bits | Self.twoLetters
    }

    @inline(__always)
    func append(to bytes: inout [UInt8]) {
        var left = bits
        for _ in 0..<(bits >> 56 & 7) {
            bytes.append(UInt8(truncatingIfNeeded: left))
            left >>= 8
        }
    }

    /// The scalars of Latin, Greek and Cyrillic, as far as two bytes of UTF-8 below 0xD5 go.
    static let table = (0..<UInt32(0x540)).map { FoldedScalar(Unicode.Scalar($0)) }
}
