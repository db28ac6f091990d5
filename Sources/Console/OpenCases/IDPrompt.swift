import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

struct IDPrompt: Screen {
    let context = Context.confirm
    private let open: OpenCase
    private var editor = LineEditor()

    init(_ open: OpenCase) { self.open = open }

    mutating func type(_ key: Key) -> [Effect]? {
        if key == .enter {
            let text = editor.text.trimmed
            return text.isEmpty ? [] : [.go(.close), .work(.adoptTyped(open, ExternalID(text)))]
        }
        return editor.apply(key) ? [] : nil
    }

    mutating func perform(_ command: Command) -> [Effect] { [] }

    private var hints: [Hint] {
        let asking = Hint(Key.enter, DecisionWords.askAboutID, rank: .main)
        return (editor.text.trimmed.isEmpty ? [] : [asking]) + [.close(context, "cancel")]
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let title = "Adopt ── \(open.relative.account.name)"
        let columns = min(70, area.size.columns)
        let lines = DecisionWords.portalID(open.link.system).visible.wrapped(to: columns - 4)
        let inside = frame.popUp(title, columns: columns, rows: lines.count + 4, in: area, hints: hints)
        for (place, line) in lines.enumerated() { frame.put(line, at: inside.row(place).origin, style: .dim) }
        frame.cursor = editor.draw(on: &frame, in: inside.row(lines.count), style: .fieldFocused)
    }
}
