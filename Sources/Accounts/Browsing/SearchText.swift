/// What an account is found by: its texts, folded in all their spellings, each under a sign, so that one text serves a
/// word that may occur anywhere and one that must occur in a certain part.
///
/// A store keeps it as it is and needs nothing but "contains": the signs are capital letters and the marks control
/// characters, neither of which a folded text has.
package struct SearchText: Hashable, Sendable {
    /// A part of it.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// The code, also without spaces, hyphens and underscores.
        case code = "C"
        /// The name.
        case name = "N"
        case email = "E"
        /// The country as the BSS has it.
        case country = "L"
        /// The platform's id.
        case id = "I"
        /// The digits of the phone number.
        case phone = "P"
        /// The first and last name of the person to talk to.
        case contact = "K"
        case city = "O"
    }

    /// Where a spelling begins, and where it ends.
    static let mark = "\u{1}"
    /// Where a part ends.
    static let end = "\n"

    /// The parts, one a line, each its sign and its spellings between marks.
    package let text: String

    /// Folds the texts of an account.
    package init(_ account: Account) {
        let code = account.code.rawValue
        let contact = "\(account.contact.firstName) \(account.contact.lastName)"
        let parts: [(Part, [String])] = [
            (.code, code.foldedSpellings + [code.folded.squashed]), (.name, account.name.foldedSpellings),
            (.email, account.email.foldedSpellings), (.country, account.country.trimmed.foldedSpellings),
            (.id, account.id.rawValue.foldedSpellings), (.phone, [account.phone.phoneDigits]),
            (.contact, contact.foldedSpellings), (.city, account.address.city.foldedSpellings),
        ]
        var text = ""
        for (part, spellings) in parts {
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

    /// Whether what is looked for occurs; compared byte by byte, as a store does it.
    package func contains(_ needle: Needle) -> Bool {
        guard let part = needle.part else { return text.utf8.contains(needle.text.utf8) }
        guard let start = text.utf8.firstRange(of: (part.rawValue + Self.mark).utf8) else { return false }
        return text.utf8[start.lowerBound...].prefix { $0 != UInt8(ascii: "\n") }.contains(needle.text.utf8)
    }

    /// Whether one of some texts occurs.
    package func contains(anyOf needles: [Needle]) -> Bool { needles.contains(where: contains) }
}

/// A folded text that is looked for.
package struct Needle: Hashable, Sendable {
    /// Where it must occur; nil: anywhere.
    package let part: SearchText.Part?
    /// What must occur.
    package let text: String

    private init(_ text: String, in part: SearchText.Part?) {
        self.part = part
        self.text = text
    }

    /// Needles for each word of a text; of each word one must occur.
    package static func words(_ text: String) -> [[Needle]] {
        text.split(whereSeparator: \.isWhitespace).map { parts(String($0)) }
    }

    /// Needles for a text that may be a part of a longer one: one for each spelling.
    static func parts(_ text: String, in part: SearchText.Part? = nil) -> [Needle] {
        text.foldedSpellings.map { Needle($0, in: part) }
    }

    /// A needle for what a part begins with.
    static func beginning(_ text: String, in part: SearchText.Part) -> Needle {
        Needle(SearchText.mark + text.folded, in: part)
    }

    /// Needles for a whole part, and nothing longer.
    static func whole(_ text: String, in part: SearchText.Part) -> [Needle] {
        text.foldedSpellings.map { Needle(SearchText.mark + $0 + SearchText.mark, in: part) }
    }
}

extension StringProtocol {
    /// The digits of a phone number, without what is dialled before it in the own country: `(0)`, and zeros at the
    /// beginning.
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
