import Accounts
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

    mutating func perform(_ command: Command) -> [Effect] { command == .back ? [.go(.close)] : [] }

    private var hints: [Hint] {
        let asking = Hint(Key.enter, DecisionWords.askAboutID, rank: .main)
        return (editor.text.trimmed.isEmpty ? [] : [asking]) + [.close(context, "cancel")]
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let title = "Adopt ── \(open.relative.account.name)"
        let inside = frame.popUp(title, columns: 70, rows: 5, in: area, hints: hints)
        frame.put(DecisionWords.portalID(open.link.system), at: inside.row(0).origin, style: .dim)
        frame.cursor = editor.draw(on: &frame, in: inside.row(1), style: .fieldFocused)
    }
}
