import Accounts
import FoundationEssentials
import PlainText
import Synchronizing
import Telling
import TextScreen

/// Everything that needs the operator: in doubt, at the vendor already, in conflict.
struct CasesScreen: Screen {
    let context = Context.cases
    let crumb: String? = "Needs you"
    let isPopUp = false
    private var cases: [OpenCase]?
    private var cursor = ListCursor()
    private var height = 10
    /// What asking came to, by account, and how long ago.
    private var answers: [AccountID: Answer] = [:]

    private struct Answer {
        let resolved: Resolved
        let link: Link
        var seconds = 0
    }

    private var selected: OpenCase? {
        guard let cases, cursor.selected < cases.count else { return nil }
        return cases[cursor.selected]
    }

    /// While it is said how long nothing is proved.
    var ticks: Bool { answers.values.contains { $0.resolved.wait.secondsLeft(after: $0.seconds) > 0 } }

    mutating func tick() { for account in answers.keys { answers[account]?.seconds += 1 } }

    mutating func appear() -> [Effect] { [.loadCases] }

    mutating func resize(_ size: Size) -> [Effect] {
        height = max(size.rows - 8, 1)
        cursor.keepInView(height: height)
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        defer { cursor.keepInView(height: height) }
        switch command {
        case .open: return selected.map { [.open(.openCase($0.link.account, $0.link.system))] } ?? []
        case .syncOptions:
            return selected.map {
                [.open(.form($0.relative.account.id, $0.link.system, title: $0.relative.account.titled))]
            } ?? []
        case .refresh: return [.loadCases]
        case .ask: return selected.map { [.resolve($0, $0.link.system)] } ?? []
        case .adopt: return selected.flatMap { open in open.link.externalID.map { [Decision.adopt(open, $0)] } } ?? []
        case .abandon: return selected.map { [Decision.abandon($0)] } ?? []
        default: cursor.move(command, height: height)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil, .syncOptions where selected == nil: "the list is empty"
        case .ask where selected == nil, .adopt where selected == nil, .abandon where selected == nil:
            "the list is empty"
        case .ask where selected?.link.state != .inDoubt: "it is not in doubt"
        case .adopt where selected?.holder != nil: selected?.refusalToAdopt
        case .adopt where selected?.link.externalID == nil: "no id is known: ask the vendor first"
        case .abandon where selected?.link.state == .atVendor: "nothing was sent for it"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .casesLoaded(let cases):
            let account = selected?.relative.account.id
            self.cases = cases
            let links = Dictionary(cases.map { ($0.link.account, $0.link) }, uniquingKeysWith: { first, _ in first })
            answers = answers.filter { links[$0.key] == $0.value.link }
            cursor.count = cases.count
            if let index = cases.firstIndex(where: { $0.relative.account.id == account }) { cursor.move(to: index) }
            cursor.keepInView(height: height)
            return []
        case .resolved(let open, let resolved):
            answers[open.relative.account.id] = Answer(resolved: resolved, link: open.link)
            return [.loadCases]
        case .changedElsewhere, .concluded, .decided, .probed: return [.loadCases]
        default: return []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard let cases else {
            frame.put("reading …", at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        guard !cases.isEmpty else {
            frame.put(
                "● Nothing needs you: no doubt, no conflict, nothing found at the vendor.",
                at: area.row(1).origin.moved(columns: 3),
                style: .good
            )
            return
        }
        frame.put(
            "CODE        NAME                          SYSTEM       STATE",
            at: area.row(0).origin.moved(columns: 3),
            style: .heading
        )
        for (place, index) in (cursor.offset..<cases.count).prefix(height).enumerated() {
            let row = area.row(place + 1)
            draw(cases[index], &frame, row)
            if index == cursor.selected { frame.restyle(row, style: .selection) }
        }
        guard let selected else { return }
        let answer = answers[selected.relative.account.id]
        let notice = answer.map { Notice($0.resolved.later(by: $0.seconds), of: selected) } ?? Notice(selected)
        let lines = notice.consoleLines.enumerated()
            .flatMap { place, line in
                line.visible.wrapped(to: max(area.size.columns - 6, 10))
                    .map { (text: $0, style: place == 0 ? notice.tone.style : .dim) }
            }
        let foot = area.dropping(rows: min(height, cases.count) + 2)
        for (place, line) in lines.prefix(foot.size.rows).enumerated() {
            frame.put(line.text, at: foot.row(place).origin.moved(columns: 3), style: line.style)
        }
    }

    private func draw(_ open: OpenCase, _ frame: inout Frame, _ row: Rect) {
        let account = open.relative.account
        frame.put(account.code.rawValue, at: row.origin.moved(columns: 3), width: 11)
        frame.put(account.name, at: row.origin.moved(columns: 15), width: 29)
        frame.put(open.link.system.rawValue, at: row.origin.moved(columns: 45), width: 12)
        let holder = open.holder.map { " of \($0.account.code)" } ?? ""
        let id = open.link.externalID.map { "  \($0)\(holder)" } ?? ""
        frame.put(
            "\(open.link.state.sign) \(open.link.state.rawValue)\(id)",
            at: row.origin.moved(columns: 58),
            style: open.link.state.style,
            width: max(row.size.columns - 59, 0)
        )
    }
}
