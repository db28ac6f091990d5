import PlainText
import TextScreen

extension Frame {
    /// Draws an empty pop-up in the middle, with words and hints at its foot; returns the room inside.
    mutating func popUp(
        _ title: String,
        columns: Int,
        rows: Int,
        in area: Rect,
        words: String = "",
        hints: [Hint] = []
    ) -> Rect {
        let place = area.centered(columns: columns, rows: rows)
        let words = words.isEmpty ? "" : "\(words)  "
        coverAll()
        box(place, title: title)
        drawFooter(words, hints, of: place)
        return place.inset(columns: 2, rows: 1)
    }

    private mutating func drawFooter(_ words: String, _ hints: [Hint], of box: Rect) {
        let room = box.size.columns - 6
        let fitting = hints.fitting(room - words.columns)
        let wide = fitting.map(\.columns).reduce(0, +) + max(fitting.count - 1, 0) * [Hint].gap
        let taken = words.columns + wide
        guard taken > 0, room > 0, box.size.rows >= 2 else { return }
        let start = box.origin.moved(columns: 2, rows: box.size.rows - 1)
        fill(Rect(start, columns: min(taken, room) + 2), style: .dim)
        put(words, at: start.moved(columns: 1), style: .dim, width: room)
        put(fitting, at: start.moved(columns: 1 + words.columns), columns: room - words.columns, keys: .dim)
    }
}
