import TextScreen

/// All commands of a place by name; typing filters.
struct Palette: Screen {
    let context = Context.palette
    private let bindings: [Binding]
    private let refusals: [Command: String]
    private var editor = LineEditor()
    private var cursor: ListCursor
    /// What was chosen; read by the console when the palette closes.
    private(set) var chosen: Command?

    init(_ bindings: [Binding], refusals: [Command: String]) {
        self.bindings = bindings.filter { $0.command != .palette }
        self.refusals = refusals
        cursor = ListCursor(count: self.bindings.count)
    }

    private var matches: [Binding] {
        let words = editor.text.lowercased().split(separator: " ")
        return bindings.filter { binding in words.allSatisfy { binding.title.lowercased().contains($0) } }
    }

    mutating func type(_ key: Key) -> [Effect]? {
        switch key {
        case .up: cursor.up()
        case .down, .tab: cursor.down()
        case .enter:
            let matches = matches
            guard cursor.selected < matches.count else { return [] }
            chosen = matches[cursor.selected].command
            return [.close]
        case .escape: return [.close]
        default:
            guard editor.apply(key) else { return [] }
            cursor = ListCursor(count: matches.count)
        }
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] { command == .back ? [.close] : [] }

    func draw(on frame: inout Frame, in area: Rect) {
        let box = area.centered(columns: min(72, area.size.columns), rows: min(16, area.size.rows))
        let matches = matches
        let doing = matches.isEmpty ? "" : "↵ do it   "
        frame.box(box, title: "Commands", footer: "type to filter   \(doing)Esc close")
        let inside = box.inset(columns: 2, rows: 1)
        frame.put(":", at: inside.origin, style: .key)
        let line = Rect(origin: inside.origin.moved(columns: 2), size: Size(columns: inside.size.columns - 2, rows: 1))
        frame.cursor = editor.draw(on: &frame, in: line, style: .fieldFocused)
        if matches.isEmpty { frame.put("nothing matches", at: inside.row(1).origin, style: .dim) }
        var cursor = cursor
        let room = max(inside.size.rows - 1, 1)
        cursor.keepInView(height: room)
        for (place, binding) in matches.dropFirst(cursor.offset).prefix(room).enumerated() {
            let row = inside.row(place + 1)
            let refusal = refusals[binding.command]
            frame.put(binding.keys[0].name, at: row.origin, style: .key, width: 10)
            frame.put(
                binding.title + (refusal.map { " (\($0))" } ?? ""),
                at: row.origin.moved(columns: 11),
                style: refusal == nil ? .normal : .dim,
                width: max(row.size.columns - 11, 0)
            )
            if cursor.offset + place == cursor.selected { frame.restyle(row, style: .selection) }
        }
    }
}
