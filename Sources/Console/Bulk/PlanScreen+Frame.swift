import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

/// How a plan is drawn.
extension PlanScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        if let problem {
            MessageBox(problem, title: "No plan", footer: [Hint(key: "Esc", text: "back", rank: .back)])
                .draw(on: &frame, in: area)
            return
        }
        guard let plan else {
            frame.put("planning …", at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        drawHead(plan, &frame, area)
        let columns = Columns(width: area.size.columns)
        for (place, line) in (cursor.offset..<lines.count).prefix(height).enumerated() {
            let row = area.row(place + 2)
            draw(plan.items[lines[line]], &frame, row, columns)
            if line == cursor.selected { frame.restyle(row, style: .selection) }
        }
        drawFoot(&frame, area)
    }

    private func drawHead(_ plan: Plan, _ frame: inout Frame, _ area: Rect) {
        let place = area.row(0).origin.moved(columns: 1)
        var column = frame.put("\(plan.system)   \(order.selection)   ", at: place, style: .dim)
        for kind in Plan.Verdict.Kind.allCases {
            guard let count = plan.counts[kind] else { continue }
            let style: Style = kind == shown ? .selection : kind.style
            let only = kind == shown ? "only " : ""
            column =
                frame.put(
                    "\(kind.sign) \(count.grouped) \(only)\(kind.rawValue)",
                    at: Point(column: column, row: place.row),
                    style: style
                ) + 2
        }
        let columns = Columns(width: area.size.columns)
        frame.fill(area.row(1), style: .heading)
        for (name, column) in zip(["CODE", "NAME", "VERDICT", "VALUES, OR WHY NOT"], columns.all) {
            frame.put(name, at: area.row(1).origin.moved(columns: column.start), style: .heading, width: column.width)
        }
    }

    private func draw(_ item: Plan.Item, _ frame: inout Frame, _ row: Rect, _ columns: Columns) {
        func put(_ text: String, _ column: Columns.Column, _ style: Style = .normal) {
            frame.put(text, at: row.origin.moved(columns: column.start), style: style, width: column.width)
        }
        let kind = item.verdict.kind
        put(item.code.rawValue, columns.code)
        put(item.name, columns.name)
        put("\(kind.sign) \(kind.short)", columns.verdict, kind.style)
        put(item.line(isBrief: true), columns.values, kind == .blocked ? .normal : .dim)
    }

    /// The selected account in full, under the list.
    private func drawFoot(_ frame: inout Frame, _ area: Rect) {
        let top = min(height, max(lines.count, 1)) + 2
        let flags =
            (order.adopts ? "adopts what is there already   " : "")
            + (order.allowsStorefront ? "Storefront-managed too" : "")
        frame.put(flags, at: area.row(top).origin.moved(columns: 3), style: .warning)
        let rest = area.dropping(rows: top + 1)
        var parts: [(String, Style)] = []
        if let system = basis?.system, let reason = system.pause {
            parts.append(
                ("✗ \(system.name) is paused: \(reason.pausing). r in Provisioning systems uses it again.", .bad)
            )
        }
        if let selected {
            let reasons = selected.verdict.reasons
            parts += reasons.map { ("✗ \($0.sentence)\(wayOut(of: $0))", .bad) }
            parts += selected.warnings.map { ("! \($0.sentence)", .warning) }
        }
        var row = 0
        for (text, style) in parts {
            for line in text.visible.wrapped(to: max(area.size.columns - 6, 10)) {
                frame.put(
                    line,
                    at: rest.row(row).origin.moved(columns: 3),
                    style: style,
                    width: rest.row(row).size.rows > 0 ? area.size.columns - 4 : 0
                )
                row += 1
            }
        }
    }

    /// The key that lets an account into the plan that only its Storefront keeps out.
    private func wayOut(of obstacle: Plan.Obstacle) -> String {
        let isManaged = if case .finding(let finding) = obstacle { finding.rule == .storefrontManaged } else { false }
        return isManaged && !order.allowsStorefront ? "; m includes Storefront-managed accounts" : ""
    }

    struct Columns {
        struct Column {
            var start: Int
            var width: Int
        }
        let code, name, verdict, values: Column
        var all: [Column] { [code, name, verdict, values] }

        init(width: Int) {
            let names = max(width * 3 / 10, 12)
            code = Column(start: 3, width: 10)
            name = Column(start: 14, width: names - 1)
            verdict = Column(start: 14 + names, width: 15)
            values = Column(start: 30 + names, width: max(width - 31 - names, 0))
        }
    }
}

extension Plan.Verdict {
    var reasons: [Plan.Obstacle] { if case .blocked(let reasons) = self { reasons } else { [] } }
}

extension Plan.Verdict.Kind {
    /// The word in a narrow column.
    var short: String {
        switch self {
        case .ready: "ready"
        case .waits: "waits"
        case .synchronized: "done"
        case .inDoubt: "in doubt"
        case .blocked: "blocked"
        }
    }

    /// The state whose look it has.
    private var state: SyncState {
        switch self {
        case .ready: .notSynchronized
        case .waits: .waiting
        case .synchronized: .synchronized
        case .inDoubt: .inDoubt
        case .blocked: .blocked
        }
    }

    var sign: String { state.sign }
    var style: Style { self == .ready ? .accent : state.style }
}
