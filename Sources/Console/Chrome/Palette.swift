import PlainText
import Telling
import TextScreen

/// All commands of a context by name; typing filters them.
struct Palette: ListScreen {
    let context = Context.palette
    private let bindings: [Binding]
    private let refusals: [Command: String]
    private var editor = LineEditor()
    var list: ListPane<Binding>

    init(_ bindings: [Binding], refusals: [Command: String]) {
        self.bindings = bindings.filter { $0.command != .palette }
        self.refusals = refusals
        list = ListPane(self.bindings)
    }

    private var matches: [Binding] {
        let words = editor.text.lowercased().split(separator: " ")
        return bindings.filter { binding in words.allSatisfy { binding.words.contains($0) } }
    }

    mutating func type(_ key: Key) -> [Effect]? {
        switch key {
        case .up: list.move(.up)
        case .down, .tab: list.move(.down)
        case .enter: return list.selected.map { [.go(.close), .go(.perform($0.command))] } ?? []
        case .escape: return [.go(.close)]
        default: if editor.apply(key) { list = ListPane(matches) }
        }
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] { [] }

    func draw(on frame: inout Frame, in area: Rect) {
        let doing = list.isEmpty ? [] : [Hint(Key.enter, "do it", rank: .main)]
        let hints = doing + [.close(context)]
        let width = max(72, min(area.size.columns - 8, 110))
        let inside = frame.popUp("Commands", columns: width, rows: 16, in: area, words: FormWords.filters, hints: hints)
        frame.put(":", at: inside.origin, style: .key)
        frame.cursor = editor.draw(on: &frame, in: inside.row(0).dropping(columns: 2), style: .fieldFocused)
        if list.isEmpty { frame.put("nothing matches", at: inside.row(1).origin, style: .dim) }
        let columns = TableColumns([.init("", Self.keys), .init()], width: inside.size.columns, start: 0, margin: 0)
        let whole = whole(in: inside.size.columns)
        let rows = max(inside.size.rows - 1 - whole.count, 1)
        let place = Rect(origin: inside.row(1).origin, size: Size(columns: inside.size.columns, rows: rows))
        list.draw(on: &frame, in: place) { line, row, frame in
            let binding = list.items[line]
            columns.draw(
                [.init(binding.keys[0].name, .key), .init(told(binding), style(of: binding))],
                on: &frame,
                in: row
            )
        }
        for (index, text) in whole.enumerated() {
            frame.put(text, at: inside.row(1 + rows + index).origin, style: .accent, width: inside.size.columns)
        }
    }

    private static let keys = 10

    /// What a command does, and why it can do nothing now.
    private func told(_ binding: Binding) -> String {
        binding.title + (refusals[binding.command].map { " (\($0))" } ?? "")
    }

    private func style(of binding: Binding) -> Style { refusals[binding.command] == nil ? .normal : .dim }

    /// The text of the line under the cursor, if it has no room there.
    private func whole(in columns: Int) -> [String] {
        guard let text = list.selected.map(told)?.visible, text.columns > columns - Self.keys - 1 else { return [] }
        return text.wrapped(to: columns)
    }
}

extension Binding {
    /// What it is found by: what it does, its hint, and the name of the screen that it opens.
    fileprivate var words: String {
        let screen = Context.allCases.first { "\($0)" == "\(command)" }?.rawValue
        return [title, hint, "\(command)", screen ?? ""].joined(separator: " ").lowercased()
    }
}
