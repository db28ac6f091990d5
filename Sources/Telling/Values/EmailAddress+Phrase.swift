package import Accounts

extension EmailAddress.Problem {
    /// What is wrong, to follow the name of the field.
    package func phrase(of value: String) -> String {
        switch self {
        case .missing: "is missing"
        case .hidden(let spot): "holds \(spot.phrase), which is invisible"
        case .several: "\(quoted(value))holds more than one address"
        case .noSingleAt: "\(quoted(value))is not an address: it needs exactly one @"
        case .character(let character): "\(quoted(value))contains \(Self.phrase(of: character, in: value))"
        case .emptyLocalPart: "\(quoted(value))has nothing before the @"
        case .domain: "\(quoted(value))has no valid domain after the @"
        case .localPartTooLong: "has more than 64 characters before the @"
        case .tooLong: "has more than 254 characters"
        }
    }

    package func cure(of value: String) -> String {
        switch self {
        case .missing: return "enter one, or correct it in the BSS, and read it again"
        case .hidden: return "type it again without it"
        case .several: return "keep one of them"
        case .noSingleAt, .character, .emptyLocalPart, .domain, .localPartTooLong, .tooLong: break
        }
        if let meant = EmailAddress(meaning: value) { return "write \(meant.text)" }
        guard case .character(let character) = self, !character.isASCII else { return "correct it" }
        if let plain = character.unicodeScalars.first?.lookAlikeInIdentifier {
            return "type it again with \(plain.phrase)"
        }
        return "enter an address without it"
    }

    private static func phrase(of character: Character, in value: String) -> String {
        if character == " " { return "a space, which an address cannot have" }
        guard !character.isASCII, let scalar = character.unicodeScalars.first else {
            return "\"\(character)\", which an address cannot have"
        }
        if let plain = scalar.lookAlikeInIdentifier { return "\(scalar.spoken), which looks like \(plain.phrase)" }
        return value.prefix { $0 != "@" }.contains(character)
            ? "\"\(character)\" before the @, where only ASCII characters can stand"
            : "\"\(character)\", which an address cannot have as it is"
    }

    private func quoted(_ value: String) -> String { value.isEmpty ? "" : "\"\(value)\" " }
}

extension EmailAddress.Doubt {
    package func phrase(of value: String) -> String {
        switch self {
        case .dots: "\"\(value)\" has a dot at an end of the part before the @, or two in a row"
        case .noDot: "\"\(value)\" has no dot after the @"
        case .topLevel:
            "\"\(value)\" ends with \"\(value.split(separator: ".").last ?? "")\", which is not a top-level domain"
        }
    }
}
