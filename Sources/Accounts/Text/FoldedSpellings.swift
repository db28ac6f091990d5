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

    /// Appends the folded text, if it has one spelling and no character that is not in the tables; else changes nothing.
    static func append(_ text: String, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        var text = text
        let isDone = text.withUTF8 { utf8 in
            FoldedScalar.each(of: utf8) { folded, _ in
                folded.append(to: &bytes)
                return !folded.isTwoLetters
            }
        }
        if !isDone { bytes.removeLast(bytes.count - start) }
        return isDone
    }

    /// Folds a text, unless it has a character that is not in the tables.
    private mutating func foldByTable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        plain.reserveCapacity(text.count)
        let isDone = FoldedScalar.each(of: text) { folded, scalar in
            append(folded, scalar)
            return true
        }
        if !isDone { self = FoldedSpellings() }
        return isDone
    }

    private init() {}

    private mutating func append(_ folded: FoldedScalar, _ scalar: UInt32) {
        guard folded.isTwoLetters, let letters = Unicode.Scalar(scalar).flatMap({ Folding.twoLetters[$0] }) else {
            folded.append(to: &plain)
            if twoLetterCount > 0 { folded.append(to: &expanded) }
            return
        }
        if twoLetterCount == 0 { expanded = plain }
        twoLetterCount += 1
        expanded += letters.utf8
        folded.append(to: &plain)
    }
}

/// What becomes of one scalar: up to seven bytes.
private struct FoldedScalar {
    private static let unknown: UInt64 = 0xFF << 56
    private static let twoLetters: UInt64 = 0x40 << 56

    private let bits: UInt64

    private var isKnown: Bool { bits != Self.unknown }
    var isTwoLetters: Bool { isKnown && bits & Self.twoLetters != 0 }

    /// An ideograph, which stays as it is.
    private init(ideograph scalar: UInt32) {
        let bytes = (UInt64(0xE0 | scalar >> 12), UInt64(0x80 | scalar >> 6 & 0x3F), UInt64(0x80 | scalar & 0x3F))
        bits = 3 << 56 | bytes.2 << 16 | bytes.1 << 8 | bytes.0
    }

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
        if bits >> 56 & 7 == 1 {
            bytes.append(UInt8(truncatingIfNeeded: left))
            return
        }
        for _ in 0..<(bits >> 56 & 7) {
            bytes.append(UInt8(truncatingIfNeeded: left))
            left >>= 8
        }
    }

    /// Calls `body` with what becomes of each scalar, until it returns false; false if it did, or if what becomes of one
    /// is not known, or depends on its neighbours.
    @inline(__always)
    static func each(of text: UnsafeBufferPointer<UInt8>, _ body: (FoldedScalar, UInt32) -> Bool) -> Bool {
        var place = 0
        while place < text.count {
            let byte = text[place]
            let (scalar, length): (UInt32, Int)
            switch byte {
            case 0..<0x80: (scalar, length) = (UInt32(byte), 1)
            case 0x80..<0xE0: (scalar, length) = (UInt32(byte & 0x1F) << 6 | UInt32(text[place + 1] & 0x3F), 2)
            case 0xE0..<0xF0:
                let (second, third) = (UInt32(text[place + 1] & 0x3F), UInt32(text[place + 2] & 0x3F))
                (scalar, length) = (UInt32(byte & 0xF) << 12 | second << 6 | third, 3)
            default: return false
            }
            guard let folded = known(scalar), body(folded, scalar) else { return false }
            place += length
        }
        return true
    }

    private static func known(_ scalar: UInt32) -> FoldedScalar? {
        let folded: FoldedScalar
        switch scalar {
        case 0..<0x80: folded = ascii[Int(scalar)]
        case 0x80..<0x250: folded = latin[Int(scalar - 0x80)]
        case 0x250..<0x600: folded = letters[Int(scalar - 0x250)]
        case 0x1F00..<0x2070: folded = greek[Int(scalar - 0x1F00)]
        case 0x3000..<0x3100: folded = kana[Int(scalar - 0x3000)]
        // The ideographs of Chinese and Japanese are their own folds.
        case 0x4E00..<0xA000: return FoldedScalar(ideograph: scalar)
        default: return nil
        }
        return folded.isKnown ? folded : nil
    }

    // Each is made when the first of its scalars comes: all at once they took longer than to read an account.

    private static let ascii = table(0..<0x80)
    private static let latin = table(0x80..<0x250)
    /// The scalars of Greek, Cyrillic and Hebrew.
    private static let letters = table(0x250..<0x600)
    /// Greek with all its accents, and typographic marks.
    private static let greek = table(0x1F00..<0x2070)
    private static let kana = table(0x3000..<0x3100)

    private static func table(_ scalars: Range<UInt32>) -> [FoldedScalar] {
        scalars.map { FoldedScalar(Unicode.Scalar($0)) }
    }
}
