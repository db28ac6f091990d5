import Accounts
import Synchronizing
import Telling
import TextScreen

/// Everything that needs the operator: in doubt, at the vendor already, in conflict.
struct CasesScreen: ListScreen {
    let context = Context.cases
    let crumb: String? = "Needs you"
    let isOneOnly = true
    var list = ListPane<OpenCase>(height: 10)
    private var isRead = false
    /// The results of asking, by case, and how long ago that was.
    private var answers: [Link.ID: Answer] = [:]

    private struct Answer {
        let resolved: Resolved
        let link: Link
        var seconds = 0
    }

    var selected: OpenCase? { list.selected }

    var ticks: Bool { answers.values.contains { $0.resolved.wait.secondsLeft(after: $0.seconds) > 0 } }

    mutating func tick() { for id in answers.keys { answers[id]?.seconds += 1 } }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isRead }

    mutating func appear() -> [Effect] { [.work(.loadCases)] }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 8, 1))
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map { [.go(.open(CaseScreen($0.link.id)))] } ?? []
        case .syncOptions: return selected.map { [.form(of: $0.relative.account, on: $0.link.system)] } ?? []
        case .refresh: return [.work(.loadCases)]
        case .ask, .adopt, .abandon: return selected?.effects(of: command) ?? []
        default: list.move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        guard let selected else {
            return [.open, .syncOptions, .ask, .adopt, .abandon].contains(command) ? Refusal.emptyList : nil
        }
        if command == .adopt, selected.holder == nil, selected.link.externalID == nil { return CaseWords.noIDInList }
        return selected.refusal(of: command)
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .casesLoaded(let cases):
            let links = Dictionary(cases.map { ($0.link.id, $0.link) }, uniquingKeysWith: { first, _ in first })
            answers = answers.filter { links[$0.key] == $0.value.link }
            list.show(cases, keeping: \.link.id)
            isRead = true
            return []
        case .resolved(let open, let resolved):
            answers[open.link.id] = Answer(resolved: resolved, link: open.link)
            return [.work(.loadCases)]
        default: return happening.isChange ? [.work(.loadCases)] : []
        }
    }

    func tells(_ news: News) -> Bool { if case .stillInDoubt = news { true } else { false } }

    func draw(on frame: inout Frame, in area: Rect) {
        guard isRead else {
            frame.put("reading …", at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        guard !list.isEmpty else {
            frame.put(
                "● \(CaseWords.none)",
                at: area.row(1).origin.moved(columns: 3),
                style: .good
            )
            return
        }
        let columns = TableColumns(
            [.init("CODE", 11), .init("NAME", 29), .init("SYSTEM", 12), .init("STATE")],
            width: area.size.columns
        )
        columns.drawHeading(on: &frame, in: area.row(0))
        list.draw(on: &frame, in: area.dropping(rows: 1)) { line, row, frame in
            columns.draw(cells(list.items[line]), on: &frame, in: row)
        }
        guard let selected else { return }
        let answer = answers[selected.link.id]
        let notice = answer.map { Notice($0.resolved.later(by: $0.seconds), of: selected) } ?? Notice(selected)
        let lines = notice.consoleLines.enumerated().map { ($1, $0 == 0 ? notice.tone.style : .dim) }
        frame.put(lines, in: area.dropping(rows: min(list.height ?? 0, list.count) + 2))
    }

    private func cells(_ open: OpenCase) -> [TableColumns.Entry] {
        let (account, link) = (open.relative.account, open.link)
        let holder = open.holder.map { " of \($0.account.code)" } ?? ""
        let id = link.externalID.map { "  \($0)\(holder)" } ?? ""
        return [
            .init(account.code.rawValue), .init(account.name), .init(link.system.rawValue),
            .init("\(link.state.sign) \(link.state.rawValue)\(id)", link.state.style),
        ]
    }
}
