import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

/// How things stand on each system, in numbers.
struct DashboardScreen: FootedScreen {
    let context = Context.dashboard
    let crumb: String? = "Dashboard"
    let isOneOnly = true
    private var isRead = false
    var list = ListPane<SystemFigures>(height: 10)
    var foot = Foot()

    mutating func appear() -> [Effect] { [.work(.loadFigures)] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isRead }

    let rowsAboveList = 1
    func listHeight(of rows: Int) -> Int { max(rows / 3, 1) }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected == nil ? [] : [.go(.open(ResellerIDsScreen(on: selected?.system.name)))]
        case .why: return selected.map { [.why(.pause($0.system.name))] } ?? []
        case .refresh: return appear()
        default: move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil, .why where selected == nil: Refusal.noSystem
        case .why where selected?.system.pause == nil: DetailsWords.notPaused
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .figuresLoaded(let figures):
            isRead = true
            list.show(figures, keeping: \.system.name)
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    // MARK: The frame

    func draw(on frame: inout Frame, in area: Rect) {
        guard isRead, !list.isEmpty else {
            return frame.putPlaceholder(isRead ? DashboardWords.noSystem : AccountsWords.reading, in: area)
        }
        let columns = columns(area.size.columns)
        columns.drawHeading(on: &frame, in: area.row(0))
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            columns.draw(Self.cells(list.items[line]), on: &frame, in: row)
        }
        drawFoot(on: &frame, in: area)
    }

    private func columns(_ width: Int) -> TableColumns {
        TableColumns(
            [
                .init("SYSTEM"), .init("SYNCED", 9), .init("OPEN", width >= 60 ? 9 : 0),
                .init("BLOCKED", width >= 60 ? 9 : 0), .init("NEED YOU", 8),
                .init("LAST CHANGE", width >= 90 ? 29 : 0),
            ],
            width: width
        )
    }

    private static func cells(_ figures: SystemFigures) -> [TableColumns.Entry] {
        func number(_ state: SyncState) -> TableColumns.Entry {
            let count = figures.counts[state] ?? 0
            return .init(count.grouped, count == 0 ? .dim : state.style)
        }
        let (needing, isOff) = (figures.needing, figures.system.hindrance != nil)
        return [
            .init(isOff ? "✗ \(figures.system.name)" : figures.system.name.rawValue, isOff ? .bad : .normal),
            number(.synchronized), number(.notSynchronized), number(.blocked),
            .init(needing.grouped, needing == 0 ? .dim : .doubt), .init(figures.lastChange, .dim),
        ]
    }

    var footParagraphs: [(String, Style)] {
        guard let figures = selected else { return [] }
        var lines: [(String, Style)] = []
        if let hindrance = figures.system.hindrance {
            lines.append(("✗ \(figures.system.name) is \(hindrance)", .bad))
        }
        for state in SyncState.allCases {
            guard let count = figures.counts[state] else { continue }
            lines.append(("\(state.sign) \(count.grouped) \(state.counted)", state.style))
        }
        lines += [("", .normal), (DashboardWords.largest, .heading)]
        if figures.resellers.isEmpty { lines.append((DashboardWords.noResellers, .dim)) }
        return lines + figures.resellers.map { ("\($0.account.named): \($0.progress)", .normal) }
    }
}
