extension Cell {
    /// The cell for a terminal without Unicode: signs and frames in ASCII, other characters as `?` in each of their cells.
    public var ascii: Cell {
        guard !glyph.isEmpty else { return Cell("?", style) }
        guard !glyph.utf8.allSatisfy({ $0 < 0x80 }) else { return self }
        return Cell(Self.substitutes[glyph] ?? "?", style)
    }

    private static let substitutes: [String: String] = [
        "●": "*", "○": "o", "≡": "=", "✗": "x", "≠": "#", "…": ".", "–": "-", "—": "-", "·": ".", "✓": "+",
        "▾": "v", "▸": ">", "▴": "^", "›": ">", "↵": "<", "•": "*", "↑": "^", "↓": "v", "←": "<", "→": ">",
        "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "|", "┤": "|", "█": "#", "░": ".",
    ]
}
