import Accounts
import TextScreen

extension AccountsScreen {
    mutating func mark(_ command: Command) -> [Effect] {
        switch command {
        case .mark:
            if let key = window.lines.key(window.cursor.selected) { marks.toggle(key) }
            return move(.down)
        case .markFamily: marks.toggle(window.lines.family(window.cursor.selected))
        case .markRange: marks.extend(to: window.cursor.selected, in: window)
        case .markAll, .invertMarks:
            listsUnderWay += 1
            return [.work(.listMatches(window.lines, inverts: command == .invertMarks))]
        default: marks.clear()
        }
        return []
    }

    /// The marked accounts, or all that the filter shows.
    func bulk() -> [Effect] {
        guard let system else { return [] }
        let source: PlanRequest.Source =
            marks.isEmpty ? .filtered(query) : .marked(marks.keys, hidden: window.lines.countHidden(marks.keys))
        return [.go(.open(PlanScreen(PlanRequest(source: source, system: system.name))))]
    }
}
