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
    private var columns = 80

    init(clock: @escaping @Sendable () -> Date) { self.clock = clock }

    mutating func appear() -> [Effect] { [.work(.loadBSS)] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isRead }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 4, 1))
        columns = size.columns
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

    /// What there is no room for on its line.
    var remark: (text: String, style: Style)? {
        guard let line = list.selected, !hasRoom(for: line) else { return nil }
        return (line.told, line.isBad ? .warning : .dim)
    }

    private func hasRoom(for line: BSSLine) -> Bool {
        line.label.visible.columns < labels && line.value.visible.columns <= values
    }

    /// The cells for labels, and for what stands beside them.
    private var labels: Int { min(24, columns / 3) }
    private var values: Int { max(columns - labels - 4, 0) }

    func draw(on frame: inout Frame, in area: Rect) {
        guard isRead, connected != nil else {
            let words = isRead ? [BSSWords.noneConnected, BSSWords.connecting] : [AccountsWords.reading]
            return frame.put(words.map { ($0, .dim) }, in: area.dropping(rows: 1))
        }
        list.draw(on: &frame, in: area.dropping(rows: 1)) { line, row, frame in
            let item = list.items[line]
            frame.put(item.label, at: row.origin.moved(columns: 3), style: .dim, width: labels - 1)
            frame.put(
                item.value,
                at: row.origin.moved(columns: 3 + labels),
                style: item.isBad ? .warning : .normal,
                width: values
            )
        }
    }
}
