import PlainText
import TextScreen

/// A question before something that cannot be taken back; the dangerous ones want a word typed.
struct ConfirmScreen: Screen {
    let context = Context.confirm
    let confirmation: Confirmation
    private var editor = LineEditor()

    init(_ confirmation: Confirmation) { self.confirmation = confirmation }

    mutating func type(_ key: Key) -> [Effect]? {
        guard let typed = confirmation.typed else { return nil }
        if key == .enter { return editor.text == typed ? [.close] + confirmation.effects : [] }
        return editor.apply(key) ? [] : nil
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .yes: [.close] + confirmation.effects
        case .no, .back: [.close]
        default: []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let columns = min(max(area.size.columns - 4, 20), 76)
        let lines = confirmation.lines.flatMap { $0.visible.wrapped(to: columns - 4) }
        let isTyped = confirmation.typed != nil
        let footer = isTyped ? "↵ \(confirmation.yes)   Esc do not" : "y \(confirmation.yes)   n do not"
        let box = area.centered(columns: columns, rows: lines.count + (isTyped ? 5 : 2))
        frame.box(box, title: confirmation.title, footer: footer)
        let inside = box.inset(columns: 2, rows: 1)
        for (place, line) in lines.enumerated() {
            frame.put(line, at: inside.row(place).origin, width: inside.size.columns)
        }
        guard let typed = confirmation.typed else { return }
        frame.put("Type \(typed) to confirm:", at: inside.row(lines.count + 1).origin, style: .dim)
        frame.cursor = editor.draw(on: &frame, in: inside.row(lines.count + 2), style: .fieldFocused)
    }
}
