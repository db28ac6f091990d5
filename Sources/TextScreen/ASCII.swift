import Foundation

/// Stand-ins for characters on a terminal without Unicode.
enum ASCII {
    /// The character in ASCII: the stand-in for a sign, a letter without its accent, or `?`; it may take several cells.
    static func text(for glyph: String) -> String {
        guard !glyph.utf8.allSatisfy({ $0 < 0x80 }) else { return glyph }
        if let sign = signs[glyph] { return sign }
        let letters = glyph.decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { !$0.properties.generalCategory.isMark }
            .map { $0.isASCII && $0.value >= 0x20 ? String($0) : self.letters[Character($0)] }
        return letters.isEmpty || letters.contains(nil) ? "?" : letters.compactMap(\.self).joined()
    }

    private static let signs: [String: String] = [
        "●": "*", "○": "o", "≡": "=", "✗": "x", "≠": "#", "…": ".", "–": "-", "—": "-", "·": ".", "✓": "+",
        "▾": "v", "▸": ">", "▴": "^", "‹": "<", "›": ">", "↵": "Enter", "•": "*", "↑": "^", "↓": "v", "←": "<",
        "→": ">", "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "|", "┤": "|", "█": "#", "░": ".",
        "\u{25CC}": "o", "‘": "'", "’": "'", "“": "\"", "”": "\"", "„": "\"", "«": "<", "»": ">", "€": "EUR",
    ]

    /// Letters that do not decompose into a letter and a mark.
    private static let letters: [Character: String] = [
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T",
    ]
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .spacingMark || self == .enclosingMark }
}
