import PlainText

extension Frame {
    package mutating func box(_ area: Rect, title: String = "") {
        fill(area)
        cover(area)
        guard area.size.columns >= 2, area.size.rows >= 2 else { return }
        let (last, bottom) = (area.size.columns - 1, area.size.rows - 1)
        let line = String(repeating: "─", count: area.size.columns - 2)
        put("┌\(line)┐", at: area.origin, style: .border)
        put("└\(line)┘", at: area.origin.moved(rows: bottom), style: .border)
        for row in 1..<max(bottom, 1) {
            put("│", at: area.origin.moved(rows: row), style: .border)
            put("│", at: area.origin.moved(columns: last, rows: row), style: .border)
        }
        let room = area.size.columns - 4
        guard room > 2, !title.isEmpty else { return }
        put(" \(title.visible.clipped(to: room - 2)) ", at: area.origin.moved(columns: 2), style: .strong)
    }

    /// Turns everything drawn so far into background.
    package mutating func shade() {
        restyle(Rect(size), style: .shade)
        coverAll()
        cursor = nil
    }
}
