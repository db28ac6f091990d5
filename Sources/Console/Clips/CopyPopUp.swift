import Telling
import TextScreen

/// Asks which part of the thing under the cursor is to be copied.
struct CopyPopUp: ListScreen {
    let context = Context.copying
    var list: ListPane<Clip>

    init(_ clips: [Clip]) { list = ListPane(clips) }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .takeClip: return list.selected.map { [.go(.close), .go(.copy($0))] } ?? []
        default: list.move(command)
        }
        return []
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let hints = [Hint(.takeClip, in: context, "copy", rank: .main), .close(context)]
        // The line of the cursor reaches from border to border.
        let inside = frame.popUp(ClipWords.title, columns: 76, rows: list.count + 2, in: area, hints: hints)
            .inset(columns: -1, rows: 0)
        let columns = TableColumns(
            [.init("", min(26, inside.size.columns / 3)), .init()],
            width: inside.size.columns,
            start: 1
        )
        list.draw(on: &frame, in: inside) { line, row, frame in
            columns.draw([.init(list.items[line].label, .dim), .init(list.items[line].text)], on: &frame, in: row)
        }
    }
}
