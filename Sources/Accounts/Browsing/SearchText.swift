/// What a search looks at: the texts of an account, folded in all their spellings, each behind a sign, so that one text
/// serves both a word that may occur anywhere and one that must occur in a certain part.
///
/// A store keeps it unchanged and needs only "contains": the signs are capital letters and the marks are control
/// characters, neither of which occurs in a folded text.
package struct SearchText: Hashable, Sendable {
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// The code, also without spaces, hyphens and underscores.
        case code = "C"
        case name = "N"
        case email = "E"
        /// The country as the BSS has it.
        case country = "L"
        /// The platform's id.
        case id = "I"
        /// The digits of the phone number.
        case phone = "P"
        /// The first and last name of the contact person.
        case contact = "K"
        case city = "O"
        /// The ids that vendors gave the account.
        case externalIDs = "X"
    }

    /// The bytes of the signs, each at the beginning of its part.
    package static let signs = Part.allCases.map { $0.rawValue.utf8[$0.rawValue.utf8.startIndex] }
    /// Marks the beginning and the end of a spelling.
    static let mark = "\u{1}"
    /// Marks the end of a part.
    static let end = "\n"
    /// The byte of `end`.
    package static let endByte = UInt8(ascii: "\n")

    /// The parts, one per line: each has its sign and then its spellings between marks.
    package let text: String

    /// Folds the texts of an account, and the ids that vendors gave it.
    package init(_ account: Account, externalIDs: [ExternalID] = []) {
        let code = account.code.rawValue
        let contact = "\(account.contact.firstName) \(account.contact.lastName)"
        let name = account.name.foldedSpellings + account.name.mixedSpellings
        // What has digits comes first: an index finds words without reading, but may have to read for numbers.
        let parts: [(Part, [String])] = [
            (.code, code.foldedSpellings + [code.folded.squashed]),
            (.externalIDs, externalIDs.flatMap { $0.rawValue.foldedSpellings }),
            (.id, account.id.rawValue.foldedSpellings), (.phone, [account.phone.phoneDigits]), (.name, name),
            (.email, account.email.foldedSpellings), (.contact, contact.foldedSpellings + contact.mixedSpellings),
            (.city, account.address.city.foldedSpellings), (.country, account.country.trimmed.foldedSpellings),
        ]
        var text = ""
        for (part, spellings) in parts where part != .externalIDs || !spellings.isEmpty {
            text += part.rawValue + Self.mark
            var known: [String] = []
            for spelling in spellings where !spelling.isEmpty && !known.contains(spelling) {
                known.append(spelling)
                text += spelling + Self.mark
            }
            text += Self.end
        }
        self.text = text
    }

    /// A text that a store kept.
    package init(stored text: String) { self.text = text }

    /// Whether the needle occurs; compared byte by byte, as a store does it.
    package func contains(_ needle: Needle) -> Bool {
        guard let part = needle.part else { return text.utf8.contains(needle.text.utf8) }
        guard let start = text.utf8.firstRange(of: (part.rawValue + Self.mark).utf8) else { return false }
        return text.utf8[start.lowerBound...].prefix { $0 != UInt8(ascii: "\n") }.contains(needle.text.utf8)
    }

    package func contains(anyOf needles: [Needle]) -> Bool { needles.contains(where: contains) }
}

/// A folded text to search for.
package struct Needle: Hashable, Sendable {
    /// The part in which it must occur; nil for any.
    package let part: SearchText.Part?
    package let text: String

    private init(_ text: String, in part: SearchText.Part?) {
        self.part = part
        self.text = text
    }

    /// The same text, to occur in one part.
    package func within(_ part: SearchText.Part) -> Needle { Needle(text, in: part) }

    /// Needles for each word of a text; for each word, one of its needles must occur.
    package static func words(_ text: String) -> [[Needle]] {
        text.split(whereSeparator: \.isWhitespace).map { parts(String($0)) }
    }

    /// Needles for a text that may be part of a longer one: one for each spelling.
    static func parts(_ text: String, in part: SearchText.Part? = nil) -> [Needle] {
        text.foldedSpellings.map { Needle($0, in: part) }
    }

    /// A needle for the beginning of a part.
    static func beginning(_ text: String, in part: SearchText.Part) -> Needle {
        Needle(SearchText.mark + text.folded, in: part)
    }

    /// Needles for a whole part, not for a longer one.
    static func whole(_ text: String, in part: SearchText.Part) -> [Needle] {
        text.foldedSpellings.map { Needle(SearchText.mark + $0 + SearchText.mark, in: part) }
    }
}

extension StringProtocol {
    /// The digits of a phone number, without the prefix for calls within the country: `(0)`, and leading zeros.
    var phoneDigits: String {
        let digits = String(self).replacing("(0)", with: "").unicodeScalars
            .compactMap { scalar -> Character? in
                guard case .digit(let digit) = scalar.lookAlike else {
                    return ("0"..."9").contains(scalar) ? Character(scalar) : nil
                }
                return Character("\(digit)")
            }
        return String(digits.drop { $0 == "0" })
    }
}
