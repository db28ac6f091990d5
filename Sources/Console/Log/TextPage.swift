import FoundationEssentials
import TextScreen
import Workspace

/// A page of lines to read: the message log, or the help.
struct TextPage: Screen {
    let context = Context.text
    let isPopUp = false
    let crumb: String?
    private let lines: [(text: String, style: Style)]
    private var cursor: ListCursor
    private var height = 10

    init(_ crumb: String, _ lines: [(text: String, style: Style)], atEnd: Bool = false) {
        self.crumb = crumb
        self.lines = lines
        cursor = ListCursor(count: lines.count)
        if atEnd { cursor.end() }
    }

    mutating func resize(_ size: Size) -> [Effect] {
        height = max(size.rows - 3, 1)
        cursor.keepInView(height: height)
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .up: scroll(by: -1)
        case .down: scroll(by: 1)
        case .pageUp: scroll(by: -height)
        case .pageDown: scroll(by: height)
        case .top: cursor.home()
        case .bottom: cursor.end()
        default: break
        }
        cursor.keepInView(height: height)
        return []
    }

    /// No cursor is seen here: it goes to the first line that is to come into view.
    private mutating func scroll(by lines: Int) {
        cursor.move(to: lines < 0 ? cursor.offset + lines : cursor.offset + height - 1 + lines)
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard !lines.isEmpty else {
            frame.put("nothing yet", at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        for (place, line) in lines.dropFirst(cursor.offset).prefix(area.size.rows).enumerated() {
            frame.put(
                line.text,
                at: area.row(place).origin.moved(columns: 3),
                style: line.style,
                width: area.size.columns - 4
            )
        }
    }
}

extension TextPage {
    /// The message log, newest last.
    init(log: MessageLog) {
        let lines = log.entries.flatMap { entry in
            entry.notice.lines.enumerated()
                .map { index, line in
                    index == 0
                        ? (text: "\(entry.at.time)  \(entry.notice.tone.sign) \(line)", style: entry.notice.tone.style)
                        : (text: "            \(line)", style: Style.dim)
                }
        }
        self.init("Message log", lines, atEnd: true)
    }

    /// All keys, from the table of bindings; those of one place first.
    init(helpFor context: Context) {
        let order = [context] + Context.allCases.filter { $0 != context && $0 != .palette && $0 != .confirm }
        let lines = order.flatMap { context in
            [(text: "", style: Style.normal), (text: context.rawValue, style: .strong)]
                + Bindings.all(in: context)
                .map { binding in
                    let keys = binding.keys.map(\.name).joined(separator: " ")
                    return (text: "  " + keys.padding(18) + binding.title, style: .normal)
                }
        }
        self.init("Help", Array(lines.dropFirst()))
    }
}

extension String {
    fileprivate func padding(_ count: Int) -> String {
        self + String(repeating: " ", count: Swift.max(count - self.count, 1))
    }
}
