extension Unicode.Scalar {
    /// Whether a reader cannot see the character, so that two texts may look alike and still differ: controls, format
    /// characters, line and paragraph separators, fillers, variation selectors, noncharacters, and anything that fonts
    /// cannot be trusted to show.
    package var isHidden: Bool {
        if value >= 0x20 && value < 0x7F { return false }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
        default: break
        }
        return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
            || Self.blanks.contains(self)
    }

    /// The character as it is described to a person who cannot see it: `U+200B (ZERO WIDTH SPACE)`.
    package var spoken: String {
        let digits = String(value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        guard let name = properties.name ?? properties.nameAlias ?? Self.controls[value] else { return code }
        return "\(code) (\(name))"
    }

    /// Symbols that are blank, and characters that replace one that was lost.
    private static let blanks: Set<Unicode.Scalar> = ["\u{2800}", "\u{FFFC}", "\u{FFFD}"]

    /// The controls that spreadsheets and terminals leave behind; Unicode gives them no names.
    private static let controls: [UInt32: String] = [
        0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x09: "TAB", 0x0A: "LINE FEED", 0x0B: "LINE TABULATION",
        0x0C: "FORM FEED", 0x0D: "CARRIAGE RETURN", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE",
    ]
}

extension String {
    /// The first hidden character, if there is one.
    package var firstHidden: Unicode.Scalar? {
        utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? nil : unicodeScalars.first { $0.isHidden }
    }
}
