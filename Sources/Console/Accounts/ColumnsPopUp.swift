import Telling
import TextScreen

/// Which columns the list has; what is chosen shows at once in the list behind.
struct ColumnsPopUp: ListScreen {
    let context = Context.columns
    private var hidden: Set<ListColumn>
    var list: ListPane<ListColumn>

    init(hidden: Set<ListColumn>, hasOtherSystems: Bool) {
        self.hidden = hidden
        list = ListPane(ListColumn.allCases.filter { !$0.isFixed && ($0 != .otherSystems || hasOtherSystems) })
    }

    mutating func perform(_ command: Command) -> [Effect] {
        guard command == .toggleColumn else {
            list.move(command)
            return []
        }
        return list.selected.map { toggle($0) } ?? []
    }

    mutating func click(_ target: Target.Meaning) -> [Effect] {
        guard case .choice(let line, _) = target, list.items.indices.contains(line) else { return [] }
        list.move { $0.move(to: line) }
        return toggle(list.items[line])
    }

    private mutating func toggle(_ column: ListColumn) -> [Effect] {
        hidden.formSymmetricDifference([column])
        return [.go(.tell(.columnsHidden(hidden)))]
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let hints = [Hint(.toggleColumn, in: context, "switch", rank: .main), .close(context)]
        let inside =
            frame.popUp(
                "Columns",
                columns: 62,
                rows: list.count + 2,
                in: area,
                words: area.size.columns < 60 ? "" : AccountsWords.columns,
                hints: hints
            )
            .inset(columns: -1, rows: 0)
        list.draw(on: &frame, in: inside) { line, row, frame in
            let column = list.items[line]
            let start = row.origin.moved(columns: 1)
            let end = frame.put(hidden.contains(column) ? "[ ]" : "[x]", at: start, style: .key)
            frame.makeTarget(Rect(start, columns: end - start.column), .choice(line, field: 0))
            frame.put(column.name, at: row.at(end + 1), width: max(row.size.columns - 6, 0))
        }
    }
}

extension ListColumn {
    fileprivate var name: String {
        switch self {
        case .code: "Code"
        case .name: "Name"
        case .type: "Type"
        case .country: "Country code"
        case .countryName: "Country"
        case .city: "City"
        case .email: "Email"
        case .phone: "Phone"
        case .parent: "Reseller"
        case .status: "Shown system"
        case .otherSystems: "Other systems"
        }
    }
}
