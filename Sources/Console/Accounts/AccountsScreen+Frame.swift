import AccountIndex
import Accounts
import PlainText
import Telling
import TextScreen

extension AccountsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard area.size.rows > 0 else { return }
        drawFilter(&frame, area.row(0))
        let columns = columns(area.size.columns)
        columns.drawHeading(on: &frame, in: area.row(1))
        let rows = area.inset(columns: 0, rows: 1).dropping(rows: 1)
        let selection: Style = editor == nil ? .selection : .selectionInactive
        window.cursor.draw(on: &frame, in: rows, selection: selection) { draw($0, &$2, $1, columns) }
        if window.count == 0 { drawEmpty(&frame, area.row(3)) }
        drawCounts(&frame, area.row(area.size.rows - 1))
    }

    private func drawFilter(_ frame: inout Frame, _ row: Rect) {
        let shown =
            isReading
            ? AccountsWords.reading
            : AccountsWords.shown(window.lines.matchCount, of: window.lines.total, isFiltered: !query.filter.isEmpty)
        var found = marks.isEmpty ? shown : "\(marks.count.grouped) marked   \(shown)"
        let start = frame.put(" filter ", at: row.origin, style: .dim)
        let unknown = unknown.map { "! \($0)   " } ?? ""
        let wanted = (editor?.text ?? query.filter.text).visible.columns + 2
        if !unknown.isEmpty, start + wanted + unknown.columns + found.columns >= row.size.columns { found = "" }
        let end = row.size.columns - unknown.columns - found.columns - 1
        let place = Rect(
            origin: row.at(start),
            size: Size(columns: max(end - start - 1, min(wanted, row.size.columns / 4)), rows: 1)
        )
        if let editor {
            frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
        } else {
            frame.put(query.filter.text, at: place.origin, style: .normal, width: place.size.columns)
        }
        let next = max(end, start + place.size.columns + 1)
        let column = frame.put(unknown, at: row.at(next), style: .warning)
        frame.put(found, at: row.at(column), style: .dim)
    }

    private var unknown: String? { query.filter.unknownTerms(systems: systems.map(\.name)).first?.message }

    private func draw(_ line: Int, _ frame: inout Frame, _ row: Rect, _ columns: TableColumns) {
        let depth = window.lines.depth(line)
        defer { drawTree(line, depth, &frame, row) }
        guard let known = window.row(line) else {
            return columns.draw([.init("…", .dim, indent: depth * 2)], on: &frame, in: row)
        }
        let account = known.account
        // What only leads to a customer that was looked for stands back.
        let isMatch = window.lines.isMatch(line)
        let style: Style = isMatch ? .normal : .dim
        let isReseller = isMatch && account.kind == .reseller
        func cell(_ text: String, _ style: Style, _ part: SearchText.Part, indent: Int = 0) -> TableColumns.Entry {
            guard !text.isEmpty else { return .init("—", style) }
            let matches = isMatch ? query.filter.occurrences(in: text, of: part) : []
            return .init(text, style, indent: indent, matches: matches)
        }
        var cells = [
            cell(account.code.rawValue, style, .code, indent: depth * 2),
            cell(account.name, isReseller ? .strong : style, .name), .init(account.kind.short, .dim),
            cell(account.country, style, .country), cell(account.email, style, .email),
        ]
        if let system {
            let state = known.state(on: system.name)
            cells.append(.init("\(state.sign) \(status(known, state, system.name))", state.style))
        }
        columns.draw(cells, on: &frame, in: row)
    }

    private func drawTree(_ line: Int, _ depth: Int, _ frame: inout Frame, _ row: Rect) {
        let lines = window.lines
        if let key = lines.key(line), marks.contains(key) { frame.put("✓", at: row.origin, style: .accent) }
        if lines.hasCustomers(line) {
            frame.put(
                lines.isCollapsed(line) ? "▸" : "▾",
                at: Point(column: 1 + depth, row: row.origin.row),
                style: .dim
            )
        } else if depth > 0 {
            frame.put(lines.isLast(line) ? "└" : "├", at: Point(column: 2 + depth, row: row.origin.row), style: .dim)
        }
    }

    private func status(_ row: AccountRow, _ state: SyncState, _ system: SystemName) -> String {
        switch state {
        case .synchronized: row.links[system]?.externalID?.rawValue ?? ""
        case .blocked: AccountFault(row.account)?.rawValue ?? state.rawValue
        case .notSynchronized: ""
        default: state.rawValue
        }
    }

    private func drawEmpty(_ frame: inout Frame, _ row: Rect) {
        frame.put(whyEmpty, at: Point(column: 3, row: row.origin.row), style: .dim)
    }

    private var whyEmpty: String {
        if isReading { return AccountsWords.reading }
        if query.filter.isEmpty { return AccountsWords.noAccounts }
        guard let suggestion else { return AccountsWords.noMatch.named }
        return AccountsWords.nearest(suggestion.word, suggestion.matches.count, isTyping: editor != nil).named
    }

    private func drawCounts(_ frame: inout Frame, _ row: Rect) {
        var column = 1
        if let system, system.pause != nil {
            column = frame.put("✗ \(system.name) is paused", at: row.origin.moved(columns: 1), style: .bad) + 3
        }
        let counts = window.lines.counts
        let known = SyncState.allCases.compactMap { state in counts[state].map { (state: state, count: $0) } }
        frame.put(known.filter { $0.count > 0 }, from: column, in: row)
    }

    /// The columns for a width: on a narrow screen first the type is dropped, then the country, then the email.
    private func columns(_ width: Int) -> TableColumns {
        func title(_ text: String, _ order: AccountQuery.Order) -> String {
            query.order == order ? text + (query.isDescending ? "▾" : "▴") : text
        }
        let isWide = width >= 110
        let sign = system?.pause == nil ? "" : "✗ "
        return TableColumns(
            [
                .init(title("CODE", .code), isWide ? 15 : 9), .init(title("NAME", .name)),
                .init(title("TYPE", .type), width >= 76 ? 8 : 0), .init(title("CC", .country), width >= 56 ? 2 : 0),
                .init(title("EMAIL", .email), width >= 60 ? max(width / 4, 16) - 1 : 0),
                .init(title(sign + (system?.name.rawValue ?? "STATUS").uppercased(), .status), isWide ? 26 : 14),
            ],
            width: width
        )
    }
}
