import Accounts
import Telling
import TextScreen

/// Looks up a parent among the resellers that are synchronized on the system; filters as the operator types.
struct ParentPicker: Sendable {
    private(set) var editor = LineEditor()
    private(set) var list = ListPane<AccountOnSystem>()
    private(set) var isSearching = true

    enum Result {
        case ignored, moved, closed
        case searched(String)
        case picked(AccountOnSystem?)
    }

    mutating func apply(_ key: Key) -> Result {
        switch key {
        case .escape: return .closed
        case .up: list.move(.up)
        case .down, .tab: list.move(.down)
        case .enter: return list.selected.map(Result.picked) ?? .ignored
        case .control("n"): return .picked(nil)
        default:
            guard editor.apply(key) else { return .ignored }
            isSearching = true
            return .searched(editor.text)
        }
        return .moved
    }

    mutating func select(_ line: Int) { list.move { $0.move(to: line) } }

    mutating func scroll(by lines: Int) { list.scroll(by: lines) }

    mutating func take(_ relatives: [AccountOnSystem], for text: String) {
        guard text == editor.text else { return }
        // The same was looked up twice: the cursor may have been moved since the first time.
        if isSearching { list = ListPane(relatives) } else { list.show(relatives, keeping: \.account.id) }
        isSearching = false
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let taking = list.isEmpty ? [] : [Hint(.takeParent, in: .parents, "take", rank: .main)]
        let hints = taking + [Hint(.ownParent, in: .parents, FormWords.ownParent), .close(.parents)]
        let inside = frame.popUp(
            FormWords.parentTitle,
            columns: 70,
            rows: min(12, max(area.size.rows - 2, 3)),
            in: area,
            words: FormWords.filters,
            hints: hints
        )
        frame.cursor = editor.draw(on: &frame, in: inside.row(0), style: .fieldFocused)
        guard !list.isEmpty else {
            frame.put(isSearching ? "searching …" : FormWords.noParent, at: inside.row(1).origin, style: .dim)
            return
        }
        let most = inside.size.columns / 3
        let columns = TableColumns(
            [
                .init("", TableColumns.cells(for: list.items.map(\.account.code.rawValue), most: most)), .init(),
                .init("", TableColumns.cells(for: list.items.map(\.vendorID), most: most)),
            ],
            width: inside.size.columns,
            start: 0,
            gap: 2,
            margin: 0
        )
        list.draw(on: &frame, in: inside.dropping(rows: 1)) { line, row, frame in
            let relative = list.items[line]
            let cells = [relative.account.code.rawValue, relative.account.name, relative.vendorID]
            columns.draw(cells.map { .init($0) }, on: &frame, in: row)
        }
    }
}

extension AccountOnSystem {
    fileprivate var vendorID: String { link?.externalID?.rawValue ?? "" }
}
