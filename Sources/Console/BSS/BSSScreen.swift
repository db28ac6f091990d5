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
        case .bssLoaded(let connected):
            (isRead, self.connected) = (true, connected)
            list.show(connected.map { BSSLine.all($0.connection, $0.state, at: clock()) } ?? [], keeping: \.label)
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    /// The cells for labels, and for what stands beside them.
    private var labels: Int { min(24, columns / 3) }
    private var values: Int { max(columns - labels - 4, 0) }

    func draw(on frame: inout Frame, in area: Rect) {
        guard isRead, connected != nil else {
            let words = isRead ? [BSSWords.noneConnected, BSSWords.connecting] : [AccountsWords.reading]
            return frame.put(words.map { ($0, .dim) }, in: area.dropping(rows: 1))
        }
        let place = area.dropping(rows: 1)
        let rows = rowsOfText
        let first = firstRow(of: rows, height: place.size.rows)
        for (index, row) in rows.dropFirst(first).prefix(place.size.rows).enumerated() {
            draw(row, &frame, place.row(index))
        }
        let edge = place.origin.column + place.size.columns - 1
        frame.putEnds(above: first > 0, below: first + place.size.rows < rows.count, at: edge, in: place)
    }

    private struct TextRow {
        let line: Int
        let label: String
        let value: String
    }

    /// The rows of all lines; what has no room on one goes on below.
    private var rowsOfText: [TextRow] {
        list.items.enumerated()
            .flatMap { line, item in
                let label = item.label.visible.wrapped(to: max(labels - 1, 1))
                let value = item.value.visible.wrapped(to: max(values, 1))
                return (0..<max(label.count, value.count, 1))
                    .map { row in
                        TextRow(
                            line: line,
                            label: row < label.count ? label[row] : "",
                            value: row < value.count ? value[row] : ""
                        )
                    }
            }
    }

    /// The first row that is seen, so that the line under the cursor is.
    private func firstRow(of rows: [TextRow], height: Int) -> Int {
        let line = list.cursor.selected
        guard let start = rows.firstIndex(where: { $0.line == line }),
            let end = rows.lastIndex(where: { $0.line == line })
        else { return 0 }
        return max(0, min(start, end + 1 - height))
    }

    private func draw(_ text: TextRow, _ frame: inout Frame, _ row: Rect) {
        let isBad = list.items[text.line].isBad
        frame.makeTarget(row, .line(text.line))
        frame.put(text.label, at: row.at(3), style: .dim, width: labels - 1)
        frame.put(text.value, at: row.at(3 + labels), style: isBad ? .warning : .normal, width: values)
        if text.line == list.cursor.selected { frame.restyle(row, style: .selection) }
    }
}
