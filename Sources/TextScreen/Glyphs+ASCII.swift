extension Cell {
    /// The cell for a terminal without Unicode: signs and frames in ASCII, other characters as `?`.
    public var ascii: Cell {
        guard !glyph.utf8.allSatisfy({ $0 < 0x80 }) else { return self }
        return Cell(Self.substitutes[glyph] ?? "?", style)
    }

    private static let substitutes: [String: String] = [
        "●": "*", "○": "o", "≡": "=", "✗": "x", "≠": "#", "…": ".", "–": "-", "—": "-", "·": ".", "✓": "+",
        "▾": "v", "▸": ">", "▴": "^", "›": ">", "↵": "<", "•": "*", "↑": "^", "↓": "v", "←": "<", "→": ">",
        "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "|", "┤": "|", "█": "#", "░": ".",
    ]
}
