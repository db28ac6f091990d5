import Foundation

extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: String {
        let scalars = unicodeScalars
        // The common case copies nothing.
        guard let front = scalars.first, let back = scalars.last else { return "" }
        if !front.isBlank && !back.isBlank { return String(self) }
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// The text as field names are compared: lower case, without spaces, hyphens and underscores.
    package var squashed: String {
        if utf8.allSatisfy({ $0 < 0x80 }) {
            let kept = lowercased().utf8.filter { !(0x9...0xD).contains($0) && !" -_".utf8.contains($0) }
            return String(decoding: kept, as: UTF8.self)
        }
        return String(lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" })
    }

    /// The text in Unicode's normal form C (UAX #15), in which one spelling represents all that look and mean the same:
    /// `ä` is one scalar, never an `a` with a mark.
    package var composed: String {
        // The common cases cost one pass.
        utf8.allSatisfy { $0 < 0x80 } || unicodeScalars.allSatisfy(\.isSurelyComposed)
            ? String(self) : precomposedStringWithCanonicalMapping
    }

    /// The text in normal form D, in which marks are separate from their letters.
    package var decomposed: String {
        utf8.allSatisfy { $0 < 0x80 } ? String(self) : decomposedStringWithCanonicalMapping
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }

    /// Whether the scalar stays as it is in normal form C, whatever stands before it: the common letters of Europe, of
    /// Hebrew, Chinese and Japanese, and typographic marks (DerivedNormalizationProps.txt, NFC_Quick_Check=Yes, with the
    /// combining class 0).
    ///
    /// A mark that would join with such a letter is not among them.
    fileprivate var isSurelyComposed: Bool {
        switch value {
        case 0..<0x300, 0x391...0x3CE, 0x400...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x5F3...0x5F4, 0x2010...0x2027,
            0x3001...0x3020, 0x3041...0x3096, 0x309D...0x30FF, 0x4E00...0x9FFF:
            true
        default: false
        }
    }
}
