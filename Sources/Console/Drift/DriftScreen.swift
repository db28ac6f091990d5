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
    /// How far the comparison is.
    private var progress = DriftProgress(compared: 0)
    private var showsMinor = false
    /// Whether the comparison ended before it was over, since the book could not be read.
    private var isPart = false
    /// Which comparison it is; what an earlier one still finds does not count, even for a screen that was closed.
    private var run = 0

    mutating func appear() -> [Effect] { run == 0 ? compare(asks: false) : [] }

    func awaits(_ key: Key, _ command: Command?) -> Bool {
        !progress.isOver && found.isEmpty && progress.asking == nil
    }

    let rowsAboveList = 2
    func listHeight(of rows: Int) -> Int { max(rows - (rows < 16 ? 8 : 11), 2) }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return views.map { [.go(.open(ViewsScreen($0)))] } ?? []
        case .why: return views.map { [.why(.state($0.account, on: $0.system))] } ?? []
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
        switch happening {
        case .driftFound(run, let progress): take(progress)
        case .failed(.compare(run, _), let notice):
            progress.asking = nil
            (progress.isOver, progress.problems, isPart) = (true, [notice.headline], true)
        // What the book did not say is read once it can be.
        case .reach(.none) where isPart: return compare(asks: false)
        default: break
        }
        return []
    }

    private mutating func take(_ progress: DriftProgress) {
        self.progress = progress
        for drift in progress.drifts {
            if drift.matters { counts[drift.kind, default: 0] += 1 } else { minor += 1 }
            if found.count < Self.most { found.append(drift) }
        }
        showLines()
    }

    private var views: Link.ID? { selected?.link?.id }

    private mutating func compare(asks: Bool) -> [Effect] {
        run = Int.random(in: 1...Int.max)
        (found, counts, minor, progress, isPart) = ([], [:], 0, DriftProgress(compared: 0), false)
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
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            columns.draw(Self.cells(list.items[line]), on: &frame, in: row)
        }
        if list.isEmpty, progress.isOver, !isPart { frame.put([(DriftWords.none, .good)], in: area.dropping(rows: 3)) }
        drawFoot(on: &frame, in: area)
    }

    private var heading: String {
        guard progress.isOver else {
            return progress.asking.map { DriftWords.asking($0, progress.asked) }
                ?? DriftWords.comparing(progress.compared)
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
        return lines + progress.problems.map { ($0, .bad) }
    }
}
