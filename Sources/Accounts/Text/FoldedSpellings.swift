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

    init(_ text: String) {
        var text = text
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
            let scalar: UInt32
            switch byte {
            case 0..<0x80:
                append(FoldedScalar.letters[Int(byte)])
                place += 1
                continue
            case 0x80..<0xE0: scalar = UInt32(byte & 0x1F) << 6 | UInt32(text[place + 1] & 0x3F)
            case 0xE0..<0xF0:
                scalar =
                    UInt32(byte & 0xF) << 12 | UInt32(text[place + 1] & 0x3F) << 6 | UInt32(text[place + 2] & 0x3F)
            default: scalar = 0x1_0000
            }
            if FoldedScalar.ideographs.contains(scalar) {
                for byte in text[place..<place + 3] { append(FoldedScalar(byte)) }
            } else if let folded = FoldedScalar.known(scalar) {
                append(folded, scalar)
            } else {
                self = FoldedSpellings()
                return false
            }
            place += scalar < 0x800 ? 2 : 3
        }
        return true
    }

    private init() {}

    private mutating func append(_ folded: FoldedScalar, _ scalar: UInt32) {
        guard folded.isTwoLetters, let letters = Unicode.Scalar(scalar).flatMap({ Folding.twoLetters[$0] }) else {
            append(folded)
            return
        }
        if twoLetterCount == 0 { expanded = plain }
        twoLetterCount += 1
        expanded += letters.utf8
        folded.append(to: &plain)
    }

    @inline(__always)
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

    private var isKnown: Bool { bits != Self.unknown }
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

    /// What becomes of a scalar; nil if that is not known, or depends on its neighbours.
    static func known(_ scalar: UInt32) -> FoldedScalar? {
        let folded: FoldedScalar
        switch scalar {
        case 0..<0x600: folded = letters[Int(scalar)]
        case 0x1F00..<0x2070: folded = greek[Int(scalar - 0x1F00)]
        case 0x3000..<0x3100: folded = kana[Int(scalar - 0x3000)]
        default: return nil
        }
        return folded.isKnown ? folded : nil
    }

    /// The scalars of Latin, Greek, Cyrillic and Hebrew.
    static let letters = table(0..<0x600)
    /// Greek with all its accents, and typographic marks.
    private static let greek = table(0x1F00..<0x2070)
    private static let kana = table(0x3000..<0x3100)
    /// The ideographs of Chinese and Japanese are their own folds.
    static let ideographs = UInt32(0x4E00)..<0xA000

    private static func table(_ scalars: Range<UInt32>) -> [FoldedScalar] {
        scalars.map { FoldedScalar(Unicode.Scalar($0)) }
    }
}
