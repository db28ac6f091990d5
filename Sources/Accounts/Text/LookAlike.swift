import Foundation

/// What a character can be mistaken for; nobody notices by looking that such a value is wrong.
package enum LookAlike: Hashable, Sendable {
    /// A dash other than the one on the keyboard.
    case dash
    /// A space of a different width, or a no-break space.
    case space
    /// A digit of another script.
    case digit(Int)
    /// A letter or sign that looks like an ASCII one.
    case ascii(Unicode.Scalar)
}

extension Unicode.Scalar {
    /// What the character looks like if it is a dash, space or digit that resembles an ASCII one; nil for any other.
    package var lookAlike: LookAlike? {
        guard !isASCII else { return nil }
        switch properties.generalCategory {
        case .spaceSeparator: return .space
        case .decimalNumber: return properties.numericValue.flatMap { Int(exactly: $0) }.map { .digit($0) }
        default: return isDash ? .dash : nil
        }
    }

    /// What the character looks like in an identifier, where a letter or sign of another script is also a mistake: `А`
    /// of Cyrillic, `Ａ` of full width.
    package var lookAlikeInIdentifier: LookAlike? {
        guard !isASCII else { return nil }
        if let lookAlike { return lookAlike }
        if let letter = Self.confusables[self] { return .ascii(letter) }
        let plain = String(self).decomposedStringWithCompatibilityMapping.unicodeScalars
        guard plain.count == 1, let first = plain.first, first.isASCII else { return nil }
        return .ascii(first)
    }

    /// Whether the character is a dash other than the ASCII one, or looks like one.
    var isDash: Bool { properties.generalCategory == .dashPunctuation ? self != "-" : Self.dashes.contains(self) }

    /// Minus signs, bullets and lines, which Unicode does not class as dashes.
    private static let dashes: Set<Unicode.Scalar> = [
        "\u{2D7}", "\u{2043}", "\u{207B}", "\u{208B}", "\u{2212}", "\u{23AF}", "\u{2500}", "\u{2501}", "\u{2796}",
    ]

    /// Letters of Cyrillic, Greek and Armenian, and rare Latin ones, that look just like ASCII letters (UTS #39, those
    /// that keyboards have).
    private static let confusables: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs: [(StaticString, StaticString)] = [
            ("абвгеёзіїјкмнорсѕтухһԁԛԝӏүьѵ", "a6bree3iijkmhopcstyxhdqwlybv"),
            ("АБВГЕЁЗІЇЈКМНОРСЅТУХҺԌԚԜӀҮЬѴ", "A6BFEE3IIJKMHOPCSTYXHGQWIYbV"),
            ("αβγεηικνοπρστυχωϲϳ", "aByenikvonpotuxwcj"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϿ", "ABEZHIKMNOPTYXCC"),
            ("օոսհզցՕՏԼ", "onuhqgOSL"), ("ıɡɑǀƖꓲ", "igalII"), ("ー一∶∕⁄‚", "--://,"),
        ]
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (strange, plain) in pairs {
            for (one, other) in zip("\(strange)".unicodeScalars, "\(plain)".unicodeScalars) { table[one] = other }
        }
        return table
    }()
}
