import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

extension PlanScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        if let problem {
            return MessageBox(notice: problem, title: "No plan", footer: [.close(.plan, "back")])
                .draw(on: &frame, in: area)
        }
        guard let plan else { return frame.putPlaceholder(PlanWords.planning(progress), in: area) }
        drawHead(plan, &frame, area)
        let columns = TableColumns(
            [
                .init("CODE", 10), .init("NAME", max(area.size.columns * 3 / 10, 12) - 1), .init("VERDICT", 15),
                .init(PlanWords.reasons),
            ],
            width: area.size.columns
        )
        columns.drawHeading(on: &frame, in: area.row(1))
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            columns.draw(plan.items[list.items[line]].cells, on: &frame, in: row)
        }
        drawFoot(&frame, area)
    }

    /// Draws what comes of the accounts, and how they were selected: both in words as long as there is room for.
    private func drawHead(_ plan: Plan, _ frame: inout Frame, _ area: Rect) {
        let place = area.row(0).origin.moved(columns: 1)
        var column = frame.put("\(plan.system)   ", at: place, style: .dim)
        let (verdicts, selection) = head(plan, within: area.size.columns - column - 1)
        for (kind, text) in verdicts {
            let style: Style = kind == shown ? .selection : kind.style
            column = frame.put(text, at: Point(column: column, row: place.row), style: style) + 2
        }
        frame.put(" \(selection)", at: Point(column: column, row: place.row), style: .dim)
    }

    private typealias Verdicts = [(kind: Plan.Verdict.Kind, text: String)]

    /// How many there are of each kind, and how they were selected.
    ///
    /// The kinds have whole words if there is room, else short ones, else only their signs. If not even that leaves
    /// room for how they were selected, it is the selection that is cut.
    private func head(_ plan: Plan, within columns: Int) -> (verdicts: Verdicts, selection: String) {
        let counts = plan.counts
        let kinds = Plan.Verdict.Kind.allCases.filter { counts[$0] != nil }
        func texts(_ words: (Plan.Verdict.Kind, Int) -> String) -> Verdicts {
            kinds.map { kind in
                (kind, (kind == shown ? "only " : "") + "\(kind.sign) \(words(kind, counts[kind] ?? 0))")
            }
        }
        let whole = texts { kind, count in kind.counted(count) }
        let short = texts { kind, count in "\(count.grouped) \(kind.short)" }
        let signs = texts { _, count in count.grouped }
        let (selection, brief) = (order.selection, order.briefSelection)
        func fits(_ verdicts: Verdicts, _ selection: String) -> Bool {
            let taken = verdicts.reduce(0) { $0 + $1.text.columns + 2 }
            return taken + (selection.isEmpty ? -2 : 1 + selection.visible.columns) <= columns
        }
        for (verdicts, selection) in [
            (whole, selection), (short, selection), (short, brief), (signs, selection), (signs, brief),
        ] where fits(verdicts, selection) {
            return (verdicts, selection)
        }
        return ([whole, short].first { fits($0, "") } ?? signs, brief)
    }

    private func drawFoot(_ frame: inout Frame, _ area: Rect) {
        if hasRoomForCost {
            let row = area.row(endOfList)
            let end = frame.put(flags, at: row.at(3), style: .warning)
            frame.put(cost, at: row.at(flags.isEmpty ? 3 : end + 3), style: .dim)
        }
        drawFoot(on: &frame, in: area)
    }

    private var flags: String {
        (order.adopts ? "\(PlanWords.adopts)   " : "") + (order.allowsStorefront ? "Storefront-managed too" : "")
    }

    private var cost: String {
        guard let cost = basis?.forecast?.cost else { return "" }
        return cost + (basis?.pulled.map { "   \(BSSWords.planned(asOf: $0))" } ?? "")
    }

    /// Whether what the plan costs stands on one line; otherwise it is part of the text below.
    private var hasRoomForCost: Bool { flags.columns + cost.columns + 9 <= foot.size.columns }

    var rowsAboveFoot: Int { endOfList + (hasRoomForCost ? 1 : 0) }

    var footParagraphs: [(String, Style)] {
        var parts: [(String, Style)] = []
        if !hasRoomForCost {
            parts = [(flags, Style.warning), (cost, .dim)].filter { !$0.0.isEmpty }
        }
        if let system = basis?.system, let reason = system.pause {
            parts.append(("✗ \(PlanWords.paused(system.name, reason.pausing).named)", .bad))
        }
        if let selected {
            let reasons = selected.verdict.reasons
            parts += reasons.map { ("✗ \($0.sentence)\(wayOut(of: $0))", .bad) }
            parts += selected.warnings.map { ("! \($0.sentence)", .warning) }
        }
        return parts
    }

    /// How to include an account that is left out only because its Storefront manages it.
    private func wayOut(of obstacle: Plan.Obstacle) -> String {
        let isManaged = if case .finding(let finding) = obstacle { finding.rule == .storefrontManaged } else { false }
        return isManaged && !order.allowsStorefront ? PlanWords.storefrontToo.named : ""
    }
}

extension Plan.Item {
    fileprivate var cells: [TableColumns.Entry] {
        let kind = verdict.kind
        return [
            .init(code.rawValue), .init(name), .init("\(kind.sign) \(kind.short)", kind.style),
            .init(line(isBrief: true), kind == .blocked ? .normal : .dim),
        ]
    }
}

extension Plan.Verdict {
    var reasons: [Plan.Obstacle] { if case .blocked(let reasons) = self { reasons } else { [] } }
}

extension Plan.Verdict.Kind {
    var short: String {
        switch self {
        case .ready: "ready"
        case .waits: "waits"
        case .synchronized: "done"
        case .inDoubt: "in doubt"
        case .blocked: "blocked"
        }
    }

    /// The state whose style is used.
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
