import PlainText
import Telling
import TextScreen

extension Effect {
    /// Asks before something is done.
    static func ask(
        _ title: String,
        _ lines: [String],
        yes: String,
        typed: String? = nil,
        then effect: Effect
    ) -> Effect {
        .go(.open(ConfirmScreen(title: title, lines: lines, yes: yes, typed: typed, effects: [.go(.close), effect])))
    }
}

/// A question before something that cannot be undone; for dangerous ones, a word must be typed.
struct ConfirmScreen: Screen {
    let context = Context.confirm
    let title: String
    let lines: [String]
    let yes: String
    /// The word that must be typed; nil if pressing a key is enough.
    let typed: String?
    let effects: [Effect]
    private(set) var editor = LineEditor()

    mutating func type(_ key: Key) -> [Effect]? {
        guard let typed else { return nil }
        guard key == .enter else { return editor.apply(key) ? [] : nil }
        guard !editor.text.isEmpty else { return [] }
        guard editor.text == typed else { return [.go(.say(Notice.warning(DecisionWords.typedOtherwise(typed))))] }
        return effects
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .yes: effects
        case .no, .back: [.go(.close)]
        default: []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let columns = min(max(area.size.columns - 4, 20), 76)
        let lines = lines.flatMap { $0.visible.wrapped(to: columns - 4) }
        let isTyped = typed != nil
        let isConfirmed = editor.text == typed
        let confirming = isConfirmed ? [Hint(Key.enter, yes, rank: .main)] : []
        let hints =
            isTyped
            ? confirming + [.close(.confirm, "cancel")]
            : [Hint(.yes, in: .confirm, yes, rank: .main), Hint(.no, in: .confirm, "cancel", rank: .back)]
        // If there is little room, the input is on the same line as the words that ask for it.
        let isTight = lines.count + 5 > area.size.rows
        let prompt = isTyped ? (isTight ? 1 : 3) : 0
        let inside = frame.popUp(title, columns: columns, rows: lines.count + prompt + 2, in: area, hints: hints)
        let room = max(inside.size.rows - prompt, 0)
        for (place, line) in lines.prefix(room).enumerated() {
            frame.put(line, at: inside.row(place).origin, width: inside.size.columns)
        }
        guard let typed else { return }
        let asking = inside.row(min(lines.count, room) + (isTight ? 0 : 1))
        let end = frame.put(DecisionWords.type(typed), at: asking.origin, style: .dim, width: asking.size.columns)
        let place = isTight ? asking.dropping(columns: end + 1 - asking.origin.column) : inside.row(lines.count + 2)
        frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
    }
}
