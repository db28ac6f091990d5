import Foundation

extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
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
        // The common case costs one pass.
        utf8.allSatisfy { $0 < 0x80 } ? String(self) : precomposedStringWithCanonicalMapping
    }

    /// The text in normal form D, in which marks are separate from their letters.
    package var decomposed: String {
        utf8.allSatisfy { $0 < 0x80 } ? String(self) : decomposedStringWithCanonicalMapping
    }
}
