import Foundation

extension EmailAddress {
    /// Guesses the address that an invalid text probably means, as a proposal for the operator to check.
    ///
    /// Drops a display name, `mailto:`, brackets, spaces and doubled signs, reads commas as dots, and converts the
    /// domain to the form that is sent (IDNA).
    package init?(meaning text: String) {
        var text = text.precomposedStringWithCompatibilityMapping
        text.unicodeScalars.removeAll { $0.isHidden }
        if let open = text.lastIndex(of: "<") { text = String(text[open...].prefix { $0 != ">" }) }
        if text.trimmed.lowercased().hasPrefix("mailto:") {
            text = String(text.trimmed.dropFirst(7).prefix { $0 != "?" })
        }
        text = String(text.filter { !$0.isWhitespace })
        for at in ["(at)", "[at]", "@@@", "@@"] { text = text.replacing(at, with: "@") }
        while let first = text.first, "<([\"';,:.".contains(first) { text.removeFirst() }
        while let last = text.last, ">)]\"';,:.".contains(last) { text.removeLast() }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let domain = Self.travelling(parts[1]),
            let address = try? EmailAddress("\(parts[0])@\(domain)")  // What is wrong with the text is known already.
        else { return nil }
        self = address
    }

    /// The domain in ASCII; nil if letters of another script are mixed with Latin ones, since that is a mistake rather
    /// than a name.
    private static func travelling(_ text: Substring) -> String? {
        var domain = text.replacing(",", with: ".")
        while domain.contains("..") { domain = domain.replacing("..", with: ".") }
        guard domain.contains(where: { !$0.isASCII }) else { return String(domain) }
        let isMixed = domain.split(separator: ".")
            .contains { label in
                label.contains { $0.isASCII && $0.isLetter }
                    && label.unicodeScalars.contains { $0.lookAlikeInIdentifier != nil }
            }
        let isName = domain.unicodeScalars.allSatisfy { scalar in
            scalar == "-" || scalar == "." || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.canonicalCombiningClass != .notReordered
        }
        guard !isMixed, isName else { return nil }
        var components = URLComponents()
        components.scheme = "https"
        components.host = String(domain)
        return components.encodedHost.flatMap { $0.contains("%") ? nil : $0 }
    }
}
