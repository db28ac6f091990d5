extension Unicode.Scalar {
    /// Whether a reader cannot see it, so that two texts may look alike and differ: controls, format characters,
    /// separators of lines and paragraphs, fillers, variation selectors, noncharacters, and what no font can be trusted
    /// to show.
    package var isHidden: Bool {
        if value >= 0x20 && value < 0x7F { return false }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
        default: break
        }
        return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
            || Self.blanks.contains(self)
    }

    /// How the character is told to a person who cannot see it: `U+200B (ZERO WIDTH SPACE)`.
    package var spoken: String {
        let digits = String(value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        guard let name = properties.name ?? properties.nameAlias ?? Self.controls[value] else { return code }
        return "\(code) (\(name))"
    }

    /// Blank although it is a symbol; and what stands where a character was lost.
    private static let blanks: Set<Unicode.Scalar> = ["\u{2800}", "\u{FFFC}", "\u{FFFD}"]

    /// The controls that a spreadsheet or a terminal leaves behind; Unicode gives them no name.
    private static let controls: [UInt32: String] = [
        0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x09: "TAB", 0x0A: "LINE FEED", 0x0B: "LINE TABULATION",
        0x0C: "FORM FEED", 0x0D: "CARRIAGE RETURN", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE",
    ]
}

extension StringProtocol {
    /// The first character that a reader cannot see, if there is one.
    package var firstHidden: Unicode.Scalar? {
        utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? nil : unicodeScalars.first(where: \.isHidden)
    }
}
