import Foundation

extension String {
    /// The text without white space at its ends.
    package var trimmed: String {
        // The common case looks at two bytes and copies nothing.
        if let front = utf8.first, front.isVisible, let back = utf8.last, back.isVisible { return self }
        let scalars = unicodeScalars
        guard let front = scalars.first, let back = scalars.last else { return "" }
        if !front.isBlank && !back.isBlank { return self }
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// The text as field names are compared: lower case, without spaces, hyphens and underscores.
    package var squashed: String {
        if isKnownASCII {
            let kept = lowercased().utf8.filter { !(0x9...0xD).contains($0) && !" -_".utf8.contains($0) }
            return String(decoding: kept, as: UTF8.self)
        }
        return String(lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" })
    }

    /// The text in Unicode's normal form C (UAX #15), in which one spelling represents all that look and mean the same:
    /// `ä` is one scalar, never an `a` with a mark.
    package var composed: String {
        // The common cases cost one pass at most.
        isKnownASCII || unicodeScalars.allSatisfy(\.isSurelyComposed) ? self : precomposedStringWithCanonicalMapping
    }

    /// The text in normal form D, in which marks are separate from their letters.
    package var decomposed: String { isKnownASCII ? self : decomposedStringWithCanonicalMapping }

    /// Whether there is a NUL, which belongs in no text.
    package var hasNUL: Bool {
        utf8.withContiguousStorageIfAvailable { $0.baseAddress.map { memchr($0, 0, utf8.count) != nil } ?? false }
            ?? utf8.contains(0)
    }

    /// Whether the string knows, without looking, that it is all ASCII; one that is may not know it.
    private var isKnownASCII: Bool { utf8Span.isKnownASCII }
}

/// Generic code is slow across libraries, so all of these are members of `String`.
extension StringProtocol {
    package var trimmed: String { String(self).trimmed }
    package var squashed: String { String(self).squashed }
    package var composed: String { String(self).composed }
}

extension UInt8 {
    /// Whether the byte is a digit of ASCII.
    package var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Whether the byte is a character of ASCII that can be seen.
    fileprivate var isVisible: Bool { self > 0x20 && self < 0x7F }
}

extension Unicode.Scalar {
    /// Whether the scalar is white space.
    var isBlank: Bool {
        switch value {
        case 0x20, 0x09...0x0D: true
        case 0..<0x80: false
        // The rest of White_Space (PropList.txt); looking the property up costs more than most texts do.
        case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether the scalar stays as it is in normal form C, whatever stands before it: the common letters of Europe, of
    /// Hebrew, Chinese and Japanese, and typographic marks (DerivedNormalizationProps.txt, NFC_Quick_Check=Yes, with the
    /// combining class 0).
    ///
    /// A mark that would join with such a letter is not among them.
    var isSurelyComposed: Bool {
        switch value {
        case 0..<0x300, 0x391...0x3CE, 0x400...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x5F3...0x5F4, 0x1F00...0x1F15,
            0x2010...0x2027, 0x3001...0x3020, 0x3041...0x3096, 0x309D...0x30FF, 0x4E00...0x9FFF:
            true
        default: false
        }
    }
}
