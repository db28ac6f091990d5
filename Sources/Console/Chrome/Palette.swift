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

    mutating func perform(_ command: Command) -> [Effect] { command == .back ? [.go(.close)] : [] }

    func draw(on frame: inout Frame, in area: Rect) {
        let doing = list.isEmpty ? [] : [Hint(Key.enter, "do it", rank: .main)]
        let hints = doing + [.close(context)]
        let inside = frame.popUp("Commands", columns: 72, rows: 16, in: area, words: FormWords.filters, hints: hints)
        frame.put(":", at: inside.origin, style: .key)
        frame.cursor = editor.draw(on: &frame, in: inside.row(0).dropping(columns: 2), style: .fieldFocused)
        if list.isEmpty { frame.put("nothing matches", at: inside.row(1).origin, style: .dim) }
        let columns = TableColumns([.init("", 10), .init()], width: inside.size.columns, start: 0, margin: 0)
        list.draw(on: &frame, in: inside.dropping(rows: 1)) { line, row, frame in
            let binding = list.items[line]
            let refusal = refusals[binding.command]
            let title = binding.title + (refusal.map { " (\($0))" } ?? "")
            columns.draw(
                [.init(binding.keys[0].name, .key), .init(title, refusal == nil ? .normal : .dim)],
                on: &frame,
                in: row
            )
        }
    }
}

extension Binding {
    /// What it is found by: what it does, its hint, and the name of the screen that it opens.
    fileprivate var words: String {
        let screen = Context.allCases.first { "\($0)" == "\(command)" }?.rawValue
        return [title, hint, "\(command)", screen ?? ""].joined(separator: " ").lowercased()
    }
}
