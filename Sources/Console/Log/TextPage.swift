import Accounts
import FoundationEssentials
import PlainText
import Telling
import TextScreen

/// A page of lines to read: the message log or the help.
struct TextPage: Screen {
    let context = Context.text
    let crumb: String?
    let paragraphs: [Paragraph]
    private var lines: [(text: String, style: Style, entry: Int?)] = []
    private var cursor = ListCursor()
    private let beginsAtEnd: Bool
    /// The messages of a log.
    private var entries: [MessageLog.Entry] = []
    private var height = 10

    /// A text that is wrapped at the width of the screen, with later lines aligned below the text's beginning.
    struct Paragraph: Equatable {
        var label = ""
        var text: String
        var style = Style.normal
        /// The width of the label.
        var indent = 0
        /// The message that it is part of.
        var entry: Int?
    }

    init(_ crumb: String, _ paragraphs: [Paragraph], atEnd: Bool = false) {
        self.crumb = crumb
        self.paragraphs = paragraphs
        beginsAtEnd = atEnd
    }

    /// The key of the message log would only close it.
    func hint(of command: Command) -> String? { command == .log && beginsAtEnd ? "" : nil }

    mutating func resize(_ size: Size) -> [Effect] {
        let isFirst = lines.isEmpty
        lines = paragraphs.flatMap { $0.lines(width: size.columns - 4) }
        height = max(size.rows - 3, 1)
        cursor.count = lines.count
        if isFirst, beginsAtEnd { cursor.end() }
        cursor.keepInView(height: height)
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .up: return scroll(by: -1)
        case .down: return scroll(by: 1)
        case .pageUp: return scroll(by: -height)
        case .pageDown: return scroll(by: height)
        case .top: cursor.home()
        case .bottom: cursor.end()
        default: break
        }
        cursor.keepInView(height: height)
        return []
    }

    /// There is no visible cursor here, so it is in view wherever that is.
    mutating func scroll(by lines: Int) -> [Effect] {
        cursor.scroll(by: lines, height: height)
        return []
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard !lines.isEmpty else { return frame.putPlaceholder("nothing yet", in: area) }
        for (place, line) in lines.dropFirst(cursor.offset).prefix(area.size.rows).enumerated() {
            frame.put(
                line.text,
                at: area.row(place).origin.moved(columns: 3),
                style: line.style,
                width: area.size.columns - 4
            )
        }
        let (offset, rows) = (cursor.offset, area.size.rows)
        frame.putEnds(above: offset > 0, below: offset + rows < lines.count, at: area.size.columns - 1, in: area)
    }
}

extension TextPage.Paragraph {
    fileprivate func lines(width: Int) -> [(text: String, style: Style, entry: Int?)] {
        text.visible.wrapped(to: max(width - indent, 10)).enumerated()
            .map { place, part in
                ((place == 0 ? label : "").padded(to: indent) + part, style, entry)
            }
    }
}

extension TextPage {
    /// The message log, newest last.
    init(log: MessageLog) {
        let days = Set(log.entries.map(\.at.day))
        var (paragraphs, day): ([Paragraph], String) = ([], "")
        for (number, entry) in log.entries.enumerated() {
            if days.count > 1, entry.at.day != day {
                day = entry.at.day
                paragraphs.append(Paragraph(text: day, style: .heading))
            }
            paragraphs += Self.paragraphs(of: entry)
                .map { paragraph in
                    var part = paragraph
                    part.entry = number
                    return part
                }
        }
        self.init("Message log", paragraphs, atEnd: true)
        entries = log.entries
    }

    /// What is seen comes first, the latest of it before the others; then the latest messages of all.
    var clips: [Clip] {
        let seen = Set(lines.dropFirst(cursor.offset).prefix(height).compactMap(\.entry)).sorted(by: >)
        let latest = entries.indices.suffix(Self.mostClips).reversed().filter { !seen.contains($0) }
        let offered = (seen + latest).map { entries[$0] }
        var known: Set<AccountCode> = []
        return offered.compactMap { Clip($0.at.time, $0.notice.consoleLines.joined(separator: " ")) }
            + offered.compactMap(\.code).filter { known.insert($0).inserted }
            .compactMap { Clip(ClipWords.code, $0.rawValue) }
    }

    private static func paragraphs(of entry: MessageLog.Entry) -> [Paragraph] {
        let label = "\(entry.at.time)  \(entry.notice.tone.sign) "
        return entry.notice.consoleLines.enumerated()
            .map { index, line in
                guard index == 0 else { return Paragraph(text: line, style: .dim, indent: 12) }
                let text = (entry.code.map { "\($0)  " } ?? "") + line
                return Paragraph(label: label, text: text, style: entry.notice.tone.style, indent: 12)
            }
    }

    /// The latest messages that can be copied; nobody looks for an older one in a list of them.
    private static let mostClips = 100

    private static func words(of context: Context) -> [Paragraph] {
        let words =
            switch context {
            case .filter: HelpWords.filter
            case .form, .values: HelpWords.fields
            default: [(String, String)]()
            }
        return words.map { Paragraph(label: "  \($0) ", text: $1, indent: 20) }
    }

    /// All keys, from the table of bindings; those of one context come first.
    init(helpFor context: Context) {
        let order = [context] + Context.allCases.filter { $0 != context && $0 != .palette && $0 != .confirm }
        let paragraphs = order.flatMap { context in
            [Paragraph(text: ""), Paragraph(text: context.rawValue, style: .strong)]
                + Bindings.all(in: context)
                .map { binding in
                    let keys = binding.keys.map(\.name).joined(separator: " ")
                    return Paragraph(label: "  \(keys) ", text: binding.title, indent: 20)
                } + Self.words(of: context)
        }
        self.init("Help", Array(paragraphs.dropFirst()))
    }
}
