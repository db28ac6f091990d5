import Accounts
import PlainText
import TextScreen

/// The look-up of a parent among the resellers that are synchronized on the system; filters as you type.
struct ParentPicker: Sendable {
    private(set) var editor = LineEditor()
    private(set) var relatives: [AccountOnSystem] = []
    private(set) var cursor = ListCursor()
    private(set) var isSearching = true

    /// What a key did.
    enum Result {
        case ignored, moved, closed
        case searched(String)
        case picked(AccountOnSystem?)
    }

    mutating func apply(_ key: Key) -> Result {
        switch key {
        case .escape: return .closed
        case .up: cursor.up()
        case .down, .tab: cursor.down()
        case .enter: return cursor.selected < relatives.count ? .picked(relatives[cursor.selected]) : .ignored
        case .control("n"): return .picked(nil)
        default:
            guard editor.apply(key) else { return .ignored }
            isSearching = true
            return .searched(editor.text)
        }
        return .moved
    }

    mutating func take(_ relatives: [AccountOnSystem], for text: String) {
        guard text == editor.text else { return }
        self.relatives = relatives
        isSearching = false
        cursor = ListCursor(count: relatives.count)
    }

    func draw(on frame: inout Frame, in area: Rect) {
        frame.box(
            area,
            title: "Parent Account: a reseller synchronized here",
            footer: "type to filter   \(relatives.isEmpty ? "" : "↵ take   ")Ctrl+N the account's own   Esc close"
        )
        let inside = area.inset(columns: 2, rows: 1)
        frame.cursor = editor.draw(on: &frame, in: inside.row(0), style: .fieldFocused)
        guard !relatives.isEmpty else {
            frame.put(
                isSearching ? "searching …" : "no synchronized reseller matches",
                at: inside.row(1).origin,
                style: .dim
            )
            return
        }
        // The columns begin where they leave room for the widest of all, within reason.
        let columns = inside.size.columns
        let names = min(relatives.map { $0.account.code.rawValue.visible.columns }.max() ?? 0, columns / 3) + 2
        let ids =
            columns
            - min(relatives.map { ($0.link?.externalID?.rawValue ?? "").visible.columns }.max() ?? 0, columns / 3)
        var cursor = cursor
        let room = max(inside.size.rows - 1, 1)
        cursor.keepInView(height: room)
        for (place, index) in (cursor.offset..<relatives.count).prefix(room).enumerated() {
            let row = inside.row(place + 1)
            let relative = relatives[index]
            frame.put(relative.account.code.rawValue, at: row.origin, width: names - 2)
            frame.put(relative.account.name, at: row.origin.moved(columns: names), width: ids - names - 2)
            frame.put(
                relative.link?.externalID?.rawValue ?? "",
                at: row.origin.moved(columns: ids),
                width: row.size.columns - ids
            )
            if index == cursor.selected { frame.restyle(row, style: .selection) }
        }
    }
}
