/// The syntax of an email address: the rule of the HTML living standard ("valid email address"), with the length limits
/// of RFC 5321, section 4.5.3.1.
package struct EmailAddress: Hashable, Sendable {
    /// Why a text is not an email address.
    package enum Problem: Error, Hashable, Sendable {
        /// The text is empty, or only spaces.
        case missing
        /// It contains a character that cannot be seen.
        case hidden(Spot)
        case several
        /// There is no `@`, or more than one.
        case noSingleAt
        /// A character is where the rule does not allow it.
        case character(Character)
        case emptyLocalPart
        /// A label of the domain is empty, or begins or ends with a hyphen, or has more than 63 characters.
        case domain
        /// The part before the `@` has more than 64 characters.
        case localPartTooLong
        /// The whole address has more than 254 characters.
        case tooLong
    }

    package let text: String

    /// Two addresses with the same folded form count as one mailbox.
    package var folded: String { Self.fold(text) }

    /// Accepts a valid address; otherwise the error says what is wrong.
    package init(_ text: String) throws(Problem) {
        if Self.isPlain(text.utf8) {
            self.text = text
            return
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw .missing }
        if let hidden = text.hiddenSpot { throw .hidden(hidden) }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            let addresses = text.split { ",; |".contains($0) }.count { $0.contains("@") }
            throw addresses > 1 ? .several : .noSingleAt
        }
        let (local, domain) = (parts[0], parts[1])
        if let bad = local.first(where: { !Self.isAllowedInLocalPart($0) }) { throw .character(bad) }
        if let bad = domain.first(where: { !($0 == "." || $0 == "-" || Self.isAlphanumeric($0)) }) {
            throw .character(bad)
        }
        guard !local.isEmpty else { throw .emptyLocalPart }
        guard local.utf8.count <= 64 else { throw .localPartTooLong }
        guard domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(Self.isLabel) else {
            throw .domain
        }
        guard text.utf8.count <= 254 else { throw .tooLong }
        self.text = text
    }

    /// The form in which addresses are compared, for any text: lower case, normalised, without surrounding spaces.
    package static func fold(_ text: String) -> String {
        text.trimmed.lowercased().composed
    }

    /// Whether the address is valid, as far as one pass can tell: letters, digits and dots, and hyphens inside.
    private static func isPlain(_ bytes: String.UTF8View) -> Bool {
        guard (3...64).contains(bytes.count) else { return false }
        var hasAt = false
        // A dot may stand neither at an end of the domain nor next to another one.
        var isBetween = true
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                isBetween = false
            case UInt8(ascii: "."), UInt8(ascii: "-"):
                guard !isBetween else { return false }
                isBetween = true
            case UInt8(ascii: "@"):
                guard !hasAt, !isBetween else { return false }
                (hasAt, isBetween) = (true, true)
            default: return false
            }
        }
        return hasAt && !isBetween
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
    }

    private static func isAllowedInLocalPart(_ character: Character) -> Bool {
        isAlphanumeric(character) || ".!#$%&'*+/=?^_`{|}~-".contains(character)
    }

    private static func isAlphanumeric(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }
}
