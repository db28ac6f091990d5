import Foundation

extension StringProtocol {
    /// The text without white space at either end.
    package var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// The text as names of fields are compared: lower case, without spaces, hyphens and underscores.
    package var squashed: String {
        String(lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" })
    }

    /// The text in Unicode's normal form C (UAX #15), in which one spelling stands for all that look and mean the same:
    /// `ä` as one scalar, never as an `a` with a mark.
    package var composed: String {
        // The usual case costs one pass.
        utf8.allSatisfy { $0 < 0x80 } ? String(self) : precomposedStringWithCanonicalMapping
    }

    /// The text in normal form D, in which marks stand beside their letters.
    package var decomposed: String {
        utf8.allSatisfy { $0 < 0x80 } ? String(self) : decomposedStringWithCanonicalMapping
    }
}
