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

        /// The byte of the sign.
        fileprivate var sign: UInt8 { rawValue.utf8[rawValue.utf8.startIndex] }
    }

    /// The bytes of the signs, each at the beginning of its part.
    package static let signs = Part.allCases.map(\.sign)
    /// Marks the beginning and the end of a spelling.
    static let mark = "\u{1}"
    private static let markByte: UInt8 = 1
    /// Marks the end of a part.
    static let end = "\n"
    /// The byte of `end`.
    package static let endByte = UInt8(ascii: "\n")

    /// The parts, one per line: each has its sign and then its spellings between marks.
    package let text: String

    /// Folds the texts of an account, and the ids that vendors gave it.
    package init(_ account: Account, externalIDs: [ExternalID] = []) {
        let (code, contact) = (FoldedSpellings(account.code.rawValue), account.contact)
        var writing = Writing()
        writing.add(.code, code.all + [code.plain.squashed])
        writing.add(.name, account.name, mixing: true)
        writing.add(.email, account.email)
        writing.add(.country, account.country.trimmed)
        writing.add(.id, account.id.rawValue)
        writing.add(.phone, [account.phone.phoneDigitBytes])
        writing.add(.contact, contact.firstName + " " + contact.lastName, mixing: true)
        writing.add(.city, account.address.city, mixing: true)
        text = String(decoding: writing.bytes, as: UTF8.self) + Self.part(of: externalIDs)
    }

    /// The last part: the ids that vendors gave an account; empty if there are none.
    ///
    /// Nothing comes after it, so that a store can exchange it alone.
    package static func part(of externalIDs: [ExternalID]) -> String {
        guard !externalIDs.isEmpty else { return "" }
        var writing = Writing()
        writing.add(.externalIDs, externalIDs.flatMap { FoldedSpellings($0.rawValue).all })
        return String(decoding: writing.bytes, as: UTF8.self)
    }

    /// Parts, as they are written one behind the other.
    private struct Writing {
        private(set) var bytes: [UInt8] = []

        init() { bytes.reserveCapacity(512) }

        /// Adds a text in its spellings; `mixing` says whether also in those of its words that write some letters as two
        /// and others not.
        mutating func add(_ part: Part, _ text: String, mixing: Bool = false) {
            let start = bytes.count
            begin(part)
            // Most texts have one spelling.
            if FoldedSpellings.append(text, to: &bytes) {
                if bytes.count > start + 2 { bytes.append(SearchText.markByte) }
                bytes.append(SearchText.endByte)
                return
            }
            bytes.removeLast(2)
            let spellings = FoldedSpellings(text)
            let mixed = mixing && spellings.twoLetterCount > 1 ? text.mixedSpellings.map { Array($0.utf8) } : []
            add(part, spellings.all + mixed)
        }

        mutating func add(_ part: Part, _ spellings: [[UInt8]]) {
            begin(part)
            for (place, spelling) in spellings.enumerated()
            where !spelling.isEmpty && !spellings[..<place].contains(spelling) {
                bytes += spelling
                bytes.append(SearchText.markByte)
            }
            bytes.append(SearchText.endByte)
        }

        private mutating func begin(_ part: Part) {
            bytes.append(part.sign)
            bytes.append(SearchText.markByte)
        }
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

    /// Whether a word of a filter occurs: in the account's own texts, or in the name of its reseller.
    package func contains(anyOf needles: [Needle], under reseller: SearchText?) -> Bool {
        contains(anyOf: needles) || reseller?.contains(anyOf: needles.compactMap(\.inResellersName)) ?? false
    }
}

/// A folded text to search for.
package struct Needle: Hashable, Sendable {
    /// The part in which it must occur; nil for any.
    package let part: SearchText.Part?
    package let text: String

    init(_ text: String, in part: SearchText.Part?) {
        self.part = part
        self.text = text
    }

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

    /// The same text, to occur in the name of the reseller above; nil if it must occur in a certain part.
    package var inResellersName: Needle? { part == nil ? Needle(text, in: .name) : nil }

    /// Needles for a whole part, not for a longer one.
    static func whole(_ text: String, in part: SearchText.Part) -> [Needle] {
        text.foldedSpellings.map { Needle(SearchText.mark + $0 + SearchText.mark, in: part) }
    }
}

extension String {
    /// The digits of a phone number, without the prefix for calls within the country: `(0)`, and leading zeros.
    var phoneDigits: String { String(decoding: phoneDigitBytes, as: UTF8.self) }

    fileprivate var phoneDigitBytes: [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(24)
        func add(_ digit: UInt8) {
            if !digits.isEmpty || digit != UInt8(ascii: "0") { digits.append(digit) }
        }
        let scalars = unicodeScalars
        var place = scalars.startIndex
        while place < scalars.endIndex {
            let scalar = scalars[place]
            if scalar == "(", scalars[place...].starts(with: ["(", "0", ")"]) {
                scalars.formIndex(&place, offsetBy: 3)
                continue
            }
            if ("0"..."9").contains(scalar) {
                add(UInt8(scalar.value))
            } else if case .digit(let digit) = scalar.lookAlike {
                add(UInt8(ascii: "0") + UInt8(digit))
            }
            scalars.formIndex(after: &place)
        }
        return digits
    }
}

extension [UInt8] {
    /// A folded text as field names are compared.
    fileprivate var squashed: [UInt8] {
        // Folding has made everything lower case already.
        if allSatisfy({ $0 < 0x80 }) { return filter { !(0x9...0xD).contains($0) && !" -_".utf8.contains($0) } }
        return Array(String(decoding: self, as: UTF8.self).squashed.utf8)
    }
}
