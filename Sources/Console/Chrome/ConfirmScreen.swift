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
    /// The size of the area that it is drawn in.
    private var size = Size(columns: 80, rows: 21)
    /// How many lines are scrolled away.
    private var offset = 0

    init(title: String, lines: [String], yes: String, typed: String?, effects: [Effect]) {
        (self.title, self.lines, self.yes, self.typed, self.effects) = (title, lines, yes, typed, effects)
    }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = Size(columns: size.columns, rows: max(size.rows - 3, 0))
        return scroll(by: 0)
    }

    mutating func type(_ key: Key) -> [Effect]? {
        guard let typed else { return nil }
        guard key == .enter else { return editor.apply(key) ? [] : nil }
        guard !editor.text.isEmpty else { return [] }
        guard editor.text == typed else { return [.go(.say(Notice.warning(DecisionWords.typedOtherwise(typed))))] }
        return effects
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .yes: return effects
        case .no: return [.go(.close)]
        case .up: return scroll(by: -1)
        case .down: return scroll(by: 1)
        case .pageUp: return scroll(by: -max(layout.room, 1))
        case .pageDown: return scroll(by: max(layout.room, 1))
        default: return []
        }
    }

    mutating func scroll(by lines: Int) -> [Effect] {
        offset = min(max(offset + lines, 0), layout.most)
        return []
    }

    private struct Layout {
        var lines: [String]
        let columns: Int
        /// If there is little room, the input is on the same line as the words that ask for it.
        let isTight: Bool
        /// The lines of the input and around it.
        let prompt: Int
        /// How many lines are seen at once.
        let room: Int

        var most: Int { max(lines.count - room, 0) }
    }

    private var layout: Layout {
        let columns = min(max(size.columns - 4, 20), 76)
        let lines = lines.flatMap { $0.visible.wrapped(to: columns - 4) }
        let isTight = lines.count + 5 > size.rows
        let prompt = typed == nil ? 0 : isTight ? 1 : 3
        let room = max(min(lines.count, size.rows - 2 - prompt), 0)
        return Layout(lines: lines, columns: columns, isTight: isTight, prompt: prompt, room: room)
    }

    private func hints(_ layout: Layout) -> [Hint] {
        let confirming = editor.text == typed ? [Hint(Key.enter, yes, rank: .main)] : []
        let more = layout.most > 0 ? [Hint(.pageDown, in: .confirm, DecisionWords.more)] : []
        guard typed == nil else { return confirming + more + [.close(.confirm, "cancel")] }
        let accepting = Bindings.key(of: .yes, in: .confirm).map { Hint($0, yes, brief: "yes", rank: .main) }
        return [accepting].compactMap(\.self) + more + [Hint(.no, in: .confirm, "cancel", rank: .back)]
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let layout = layout
        let rows = layout.lines.count + layout.prompt + 2
        let inside = frame.popUp(title, columns: layout.columns, rows: rows, in: area, hints: hints(layout))
        for (place, line) in layout.lines.dropFirst(offset).prefix(layout.room).enumerated() {
            frame.put(line, at: inside.row(place).origin, width: inside.size.columns)
        }
        frame.putEnds(
            above: offset > 0,
            below: offset < layout.most,
            at: inside.origin.column + inside.size.columns,
            in: Rect(origin: inside.origin, size: Size(columns: inside.size.columns, rows: layout.room))
        )
        guard let typed else { return }
        let asking = inside.row(layout.room + (layout.isTight ? 0 : 1))
        let end = frame.put(DecisionWords.type(typed), at: asking.origin, style: .dim, width: asking.size.columns)
        let place =
            layout.isTight
            ? asking.dropping(columns: end + 1 - asking.origin.column) : inside.row(layout.lines.count + 2)
        frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
    }
}
