import PlainText
import Telling
import TextScreen

/// A question that must be answered before something is done.
struct Confirmation: Sendable {
    var title: String
    var lines: [String]
    var yes: String
    /// The word that must be typed; nil if pressing a key is enough.
    var typed: String?
    var effects: [Effect]
}

extension Effect {
    /// The effect that asks before something is done.
    static func ask(
        _ title: String,
        _ lines: [String],
        yes: String,
        typed: String? = nil,
        then effect: Effect
    ) -> Effect {
        let confirmation = Confirmation(title: title, lines: lines, yes: yes, typed: typed, effects: [effect])
        return .go(.open(ConfirmScreen(confirmation)))
    }
}

/// A question before something that cannot be undone; for dangerous ones, a word must be typed.
struct ConfirmScreen: Screen {
    let context = Context.confirm
    let confirmation: Confirmation
    private var editor = LineEditor()

    init(_ confirmation: Confirmation) { self.confirmation = confirmation }

    mutating func type(_ key: Key) -> [Effect]? {
        guard let typed = confirmation.typed else { return nil }
        guard key == .enter else { return editor.apply(key) ? [] : nil }
        guard !editor.text.isEmpty else { return [] }
        guard editor.text == typed else { return [.go(.say(Notice(.warning, DecisionWords.typedOtherwise(typed))))] }
        return [.go(.close)] + confirmation.effects
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .yes: [.go(.close)] + confirmation.effects
        case .no, .back: [.go(.close)]
        default: []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let columns = min(max(area.size.columns - 4, 20), 76)
        let lines = confirmation.lines.flatMap { $0.visible.wrapped(to: columns - 4) }
        let isTyped = confirmation.typed != nil
        let isConfirmed = editor.text == confirmation.typed
        let yes = isConfirmed ? [Hint(key: Key.enter.name, text: confirmation.yes, rank: .main)] : []
        let footer =
            isTyped
            ? yes + [.close(.confirm, "cancel")]
            : [Hint(.yes, in: .confirm, confirmation.yes, rank: .main), Hint(.no, in: .confirm, "cancel", rank: .back)]
        // If there is little room, the input is on the same line as the words that ask for it.
        let isTight = lines.count + 5 > area.size.rows
        let prompt = isTyped ? (isTight ? 1 : 3) : 0
        let box = area.centered(columns: columns, rows: lines.count + prompt + 2)
        frame.box(box, title: confirmation.title, footer: footer.line(columns - 6))
        let inside = box.inset(columns: 2, rows: 1)
        let room = max(inside.size.rows - prompt, 0)
        for (place, line) in lines.prefix(room).enumerated() {
            frame.put(line, at: inside.row(place).origin, width: inside.size.columns)
        }
        guard let typed = confirmation.typed else { return }
        let asking = inside.row(min(lines.count, room) + (isTight ? 0 : 1))
        let end = frame.put(DecisionWords.type(typed), at: asking.origin, style: .dim, width: asking.size.columns)
        var place = inside.row(lines.count + 2)
        if isTight {
            let left = asking.origin.column + asking.size.columns - end - 1
            place = Rect(origin: Point(column: end + 1, row: asking.origin.row), size: Size(columns: left, rows: 1))
        }
        frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
    }
}
