import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen
import Workspace

/// Where accounts differ from what was sent, over all systems.
struct DriftScreen: FootedScreen {
    let context = Context.drift
    let crumb: String? = DriftWords.title
    let isOneOnly = true
    var list = ListPane<Drift>(height: 10)
    var foot = Foot()
    /// What was found, as far as it is kept.
    private var found: [Drift] = []
    private(set) var counts: [Drift.Kind: Int] = [:]
    /// How many differ only in what the vendor makes no use of.
    private(set) var minor = 0
    private(set) var compared = 0
    private(set) var isOver = false
    private(set) var problems: [String] = []
    /// The vendor that is being asked, and about how many accounts it was.
    private var asking: (system: SystemName, count: Int)?
    private var showsMinor = false
    /// Which comparison it is; what an earlier one still finds does not count, even for a screen that was closed.
    private var run = 0

    mutating func appear() -> [Effect] { run == 0 ? compare(asks: false) : [] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isOver && found.isEmpty && asking == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - (size.rows < 16 ? 8 : 11), 2))
        foot.size = size
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return views.map { [.go(.open(ViewsScreen($0)))] } ?? []
        case .why: return views.map { [.go(.open(WhyScreen(.state($0.account, on: $0.system))))] } ?? []
        case .nextKind:
            showsMinor.toggle()
            showLines()
        case .ask: return compare(asks: true)
        case .refresh: return compare(asks: false)
        default: move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil, .why where selected == nil: DriftWords.noLine
        case .open where views == nil, .why where views == nil: DriftWords.unlinked
        case .nextKind where minor == 0: DriftWords.nothingMinor
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        guard case .driftFound(run, let progress) = happening else { return [] }
        compared = progress.compared
        isOver = progress.isOver
        problems += progress.problems
        asking = progress.asking.map { ($0, progress.asked) }
        for drift in progress.drifts {
            if drift.matters { counts[drift.kind, default: 0] += 1 } else { minor += 1 }
            if found.count < Self.most { found.append(drift) }
        }
        showLines()
        return []
    }

    var selected: Drift? { list.selected }

    private var views: Link.ID? { selected?.link?.id }

    private mutating func compare(asks: Bool) -> [Effect] {
        run = Int.random(in: 1...Int.max)
        (found, counts, minor, compared, isOver, problems) = ([], [:], 0, 0, false, [])
        asking = nil
        list.show([])
        return [.work(.compare(run: run, asks: asks))]
    }

    private mutating func showLines() {
        list.show(found.filter { $0.matters || showsMinor }, keeping: \.self)
    }

    /// The most that are listed.
    private static let most = 1_000

    // MARK: The frame

    func draw(on frame: inout Frame, in area: Rect) {
        let width = area.size.columns
        frame.put(heading, at: area.row(0).origin.moved(columns: 1), style: .dim, width: width - 2)
        let columns = TableColumns(
            [
                .init("CODE", width >= 110 ? 15 : 9), .init("NAME", width >= 60 ? width / 4 : 0),
                .init("SYSTEM", width >= 90 ? 12 : 0), .init("WHAT"),
            ],
            width: width,
            start: 2
        )
        columns.drawHeading(on: &frame, in: area.row(1))
        list.draw(on: &frame, in: area.dropping(rows: 2)) { line, row, frame in
            columns.draw(Self.cells(list.items[line]), on: &frame, in: row)
        }
        if list.isEmpty, isOver {
            frame.put([(DriftWords.none, .good)], in: area.dropping(rows: 3))
        }
        drawFoot(on: &frame, in: area)
    }

    var rowsAboveFoot: Int { min(list.height ?? 0, max(list.count, 1)) + 3 }

    private var heading: String {
        guard isOver else {
            return asking.map { DriftWords.asking($0.system, $0.count) } ?? DriftWords.comparing(compared)
        }
        return DriftWords.counts(counts, minor: minor)
    }

    private static func cells(_ drift: Drift) -> [TableColumns.Entry] {
        let style: Style = drift.matters ? .warning : .dim
        return [
            .init(drift.account?.code.rawValue ?? DriftWords.unknown),
            .init(drift.account?.name ?? drift.customer?.name ?? ""),
            .init(drift.system.rawValue, .dim), .init(drift.phrase, style),
        ]
    }

    /// The line under the cursor, whole, and what can be done.
    var footParagraphs: [(String, Style)] {
        let width = foot.size.columns
        var lines: [(String, Style)] = []
        if var selected {
            let name = selected.account?.named ?? selected.customer?.name ?? ""
            // Where room is short, what to do comes first, and what means nothing at the vendor is left for the three sides.
            if width < 60, selected.matters { selected.lines.removeAll { !$0.matters } }
            let place = width < 60 ? "" : "\(name) on \(selected.system): "
            lines = [("\(place)\(selected.phrase)", .warning), (selected.cure, .normal)]
            if width < 60 { lines.reverse() }
        }
        return lines + problems.map { ($0, .bad) }
    }
}
