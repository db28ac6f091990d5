import PlainText
import Telling
import TextScreen

struct MessageBox {
    let notice: Notice
    let title: String
    var footer: [Hint] = []
    /// How many lines are scrolled away, where not all have room.
    var offset = 0

    private static func columns(in width: Int) -> Int {
        // On a narrow screen the text also needs the margins.
        min(max(width - (width < 60 ? 0 : 4), 20), 78)
    }

    private func lines(in width: Int) -> [(String, Style)] {
        let room = Self.columns(in: width) - 6
        let headline = notice.headline.visible.wrapped(to: room)
        let details = notice.details.flatMap { $0.visible.wrapped(to: room) }
        let words = notice.cure(naming: Bindings.name(of:))
        let cure = (words ?? "").visible.wrapped(to: room)
        return headline.map { ($0, .strong) } + details.map { ($0, .normal) }
            + (words == nil ? [] : cure.map { ($0, .accent) })
    }

    /// By how many lines it is longer than an area.
    func unseenLines(in size: Size) -> Int { max(lines(in: size.columns).count - size.rows, 0) }

    func draw(on frame: inout Frame, in area: Rect) {
        let columns = Self.columns(in: area.size.columns)
        let room = columns - 6
        let lines = lines(in: area.size.columns)
        guard lines.count + 2 <= area.size.rows else { return drawWhole(lines, &frame, area) }
        let inside = frame.popUp(title, columns: columns, rows: lines.count + 2, in: area, hints: footer)
        frame.put(notice.tone.sign, at: inside.origin, style: notice.tone.style)
        for (place, line) in lines.enumerated() where place < inside.size.rows {
            frame.put(line.0, at: inside.row(place).origin.moved(columns: 2), style: line.1, width: room)
        }
    }

    /// Without its box, which would take the room of the last lines.
    private func drawWhole(_ lines: [(String, Style)], _ frame: inout Frame, _ area: Rect) {
        frame.coverAll()
        frame.fill(area)
        let most = max(lines.count - area.size.rows, 0)
        let first = min(offset, most)
        if first == 0 { frame.put(notice.tone.sign, at: area.row(0).at(1), style: notice.tone.style) }
        for (place, line) in lines.dropFirst(first).prefix(area.size.rows).enumerated() {
            frame.put(line.0, at: area.row(place).at(3), style: line.1)
        }
        frame.putEnds(above: first > 0, below: first < most, at: area.size.columns - 1, in: area)
    }
}
