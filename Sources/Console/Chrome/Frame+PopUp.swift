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
        box(place, title: title, footer: words + hints.line(place.size.columns - 6 - words.columns))
        return place.inset(columns: 2, rows: 1)
    }
}
