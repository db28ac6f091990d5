import Accounts
import Synchronizing
import TextScreen

/// The values of one account of a plan: they can be entered for it, or for all accounts of the plan.
struct ValuesPopUp: Screen {
    let context = Context.values
    private let item: Plan.Item
    private var cursor: ListCursor
    private var editor: LineEditor
    private var isForAll = false

    init(_ item: Plan.Item) {
        self.item = item
        cursor = ListCursor(count: item.fields.count)
        // Where something is wrong, that is what it was opened for.
        let wrong = item.fields.firstIndex { field in
            item.verdict.reasons.contains { $0.message.hasPrefix(field.label) }
        }
        cursor.move(to: wrong ?? 0)
        editor = LineEditor(text: cursor.selected < item.fields.count ? item.fields[cursor.selected].shown : "")
    }

    private var field: Plan.Field? { cursor.selected < item.fields.count ? item.fields[cursor.selected] : nil }

    mutating func type(_ key: Key) -> [Effect]? {
        switch key {
        case .up, .backTab: go { $0.up() }
        case .down, .tab: go { $0.down() }
        case .control("t"): isForAll.toggle()
        case .enter: return enter()
        case .escape: return [.close]
        default: return editor.apply(key) ? [] : nil
        }
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] { command == .back ? [.close] : [] }

    private mutating func go(_ move: (inout ListCursor) -> Void) {
        move(&cursor)
        editor = LineEditor(text: field?.shown ?? "")
    }

    private func enter() -> [Effect] {
        guard let field, editor.text != field.shown || isForAll else { return [.close] }
        return [.close, .enterValue(PlanWish.Setting(field.id.rawValue, editor.text), isForAll ? nil : item.id)]
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let box = area.centered(columns: min(76, area.size.columns), rows: item.fields.count * 2 + 4)
        let target = isForAll ? "for all accounts of the plan" : "for this account"
        frame.box(
            box,
            title: "Values ── \(item.code) \(item.name)",
            footer: "↵ enter \(target)   Ctrl+T this or all   Esc close"
        )
        let inside = box.inset(columns: 2, rows: 1)
        let labels = 18
        frame.put("Parent Account", at: inside.row(0).origin, style: .dim)
        frame.put(
            item.parent?.rawValue ?? "none",
            at: inside.row(0).origin.moved(columns: labels),
            width: inside.size.columns - labels
        )
        for (place, field) in item.fields.enumerated() {
            let row = inside.row(place * 2 + 1)
            let value = Rect(
                origin: row.origin.moved(columns: labels),
                size: Size(columns: inside.size.columns - labels, rows: row.size.rows)
            )
            frame.put(field.label, at: row.origin, style: place == cursor.selected ? .strong : .dim, width: labels - 1)
            if place == cursor.selected {
                frame.cursor = editor.draw(on: &frame, in: value, style: .fieldFocused)
            } else {
                frame.put(field.shown, at: value.origin, style: .field, width: value.size.columns)
            }
            let below = inside.row(place * 2 + 2)
            frame.put(
                field.provenance,
                at: below.origin.moved(columns: labels),
                style: .dim,
                width: below.size.rows > 0 ? value.size.columns : 0
            )
        }
    }
}
