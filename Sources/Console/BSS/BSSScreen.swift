import Accounts
import FoundationEssentials
import PlainText
import Telling
import TextScreen

/// The connection to the BSS: where it is, how it is read, and how far it was.
struct BSSScreen: ListScreen {
    let context = Context.bss
    let crumb: String? = "BSS"
    let isOneOnly = true
    private var isRead = false
    private let clock: @Sendable () -> Date
    private var connected: ConnectedBSS?
    var list = ListPane<BSSLine>(height: 20)

    init(clock: @escaping @Sendable () -> Date) { self.clock = clock }

    mutating func appear() -> [Effect] { [.work(.loadBSS)] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isRead }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 4, 1))
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        if command == .refresh { return appear() }
        list.move(command)
        return []
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .bssLoaded(let connection, let state):
            isRead = true
            connected = connection.map { ConnectedBSS(connection: $0, state: state) }
            list.show(connected.map { BSSLine.all($0.connection, $0.state, at: clock()) } ?? [], keeping: \.label)
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    /// What there may be no room for on its line.
    var remark: (text: String, style: Style)? {
        list.selected.map { ($0.told, $0.isBad ? .warning : .dim) }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard isRead, connected != nil else {
            let words = isRead ? [BSSWords.noneConnected, BSSWords.connecting] : [AccountsWords.reading]
            return frame.put(words.map { ($0, .dim) }, in: area.dropping(rows: 1))
        }
        let labels = min(24, area.size.columns / 3)
        list.draw(on: &frame, in: area.dropping(rows: 1)) { line, row, frame in
            let item = list.items[line]
            frame.put(item.label, at: row.origin.moved(columns: 3), style: .dim, width: labels - 1)
            frame.put(
                item.value,
                at: row.origin.moved(columns: 3 + labels),
                style: item.isBad ? .warning : .normal,
                width: max(row.size.columns - labels - 4, 0)
            )
        }
    }
}
