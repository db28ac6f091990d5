import PlainText
import Telling
import TextScreen

struct MessageBox {
    let notice: Notice
    let title: String
    var footer: [Hint] = []

    func draw(on frame: inout Frame, in area: Rect) {
        // On a narrow screen the text also needs the margins.
        let margin = area.size.columns < 60 ? 0 : 4
        let columns = min(max(area.size.columns - margin, 20), 78)
        let room = columns - 6
        let headline = notice.headline.visible.wrapped(to: room)
        let details = notice.details.flatMap { $0.visible.wrapped(to: room) }
        let words = notice.cure(naming: Bindings.name(of:))
        let cure = (words ?? "").visible.wrapped(to: room)
        let lines: [(String, Style)] =
            headline.map { ($0, .strong) } + details.map { ($0, .normal) }
            + (words == nil ? [] : cure.map { ($0, .accent) })
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
        frame.put(notice.tone.sign, at: area.row(0).at(1), style: notice.tone.style)
        for (place, line) in lines.enumerated() where place < area.size.rows {
            frame.put(line.0, at: area.row(place).at(3), style: line.1)
        }
    }
}
