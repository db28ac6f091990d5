import Accounts
import FoundationEssentials
import PlainText
import Synchronizing
import Telling
import TextScreen

/// How the list of accounts is drawn.
extension AccountsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard area.size.rows > 0 else { return }
        drawFilter(&frame, area.row(0))
        let columns = Columns(width: area.size.columns)
        drawHeadings(&frame, area.row(1), columns)
        for (place, line) in window.visible.enumerated() where place + 2 < area.size.rows - 1 {
            draw(line, &frame, area.row(place + 2), columns)
        }
        if window.count == 0 { drawEmpty(&frame, area.row(3)) }
        drawCounts(&frame, area.row(area.size.rows - 1))
    }

    private func drawFilter(_ frame: inout Frame, _ row: Rect) {
        let total = window.listing.total.grouped
        let matches = window.listing.matches
        let shown =
            query.filter.isEmpty
            ? "\(total) (all)" : "\(matches.grouped) of \(total)\(matches == 0 && asOf != nil ? "" : " (all)")"
        var found = marks.isEmpty ? shown : "\(marks.count.grouped) marked   \(shown)"
        let start = frame.put(" filter ", at: row.origin, style: .dim)
        let unknown = unknown.map { "! \($0)   " } ?? ""
        let wanted = (editor?.text ?? query.filter.text).visible.columns + 2
        if !unknown.isEmpty, start + wanted + unknown.columns + found.columns >= row.size.columns { found = "" }
        let end = row.size.columns - unknown.columns - found.columns - 1
        let place = Rect(
            origin: Point(column: start, row: row.origin.row),
            size: Size(columns: max(end - start - 1, min(wanted, row.size.columns / 4)), rows: 1)
        )
        if let editor {
            frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
        } else {
            frame.put(query.filter.text, at: place.origin, style: .normal, width: place.size.columns)
        }
        let next = max(end, start + place.size.columns + 1)
        let column = frame.put(unknown, at: Point(column: next, row: row.origin.row), style: .warning)
        frame.put(found, at: Point(column: column, row: row.origin.row), style: .dim)
    }

    /// The first term of the filter that is not understood, in a sentence.
    private var unknown: String? { query.filter.unknownTerms(systems: systems.map(\.name)).first?.message }

    private func drawHeadings(_ frame: inout Frame, _ row: Rect, _ columns: Columns) {
        frame.fill(row, style: .heading)
        func heading(_ text: String, _ order: AccountQuery.Order, _ column: Columns.Column) {
            let mark = query.order == order ? (query.isDescending ? "▾" : "▴") : ""
            frame.put(
                text + mark,
                at: Point(column: column.start, row: row.origin.row),
                style: .heading,
                width: column.width
            )
        }
        heading("CODE", .code, columns.code)
        heading("NAME", .name, columns.name)
        heading("TYPE", .type, columns.kind)
        heading("CC", .country, columns.country)
        heading("EMAIL", .email, columns.email)
        let sign = system?.pause == nil ? "" : "✗ "
        heading(sign + (system?.name.rawValue ?? "STATUS").uppercased(), .status, columns.status)
    }

    private func draw(_ line: Int, _ frame: inout Frame, _ row: Rect, _ columns: Columns) {
        let isSelected = line == window.cursor.selected
        defer { if isSelected { frame.restyle(row, style: editor == nil ? .selection : .selectionInactive) } }
        let entry = window.entry(line)
        func put(_ text: String, _ column: Columns.Column, _ style: Style = .normal, from indent: Int = 0) {
            frame.put(
                text,
                at: Point(column: column.start + indent, row: row.origin.row),
                style: style,
                width: max(column.width - indent, 0)
            )
        }
        if marks.contains(entry.key) { frame.put("✓", at: row.origin, style: .accent) }
        if entry.descendants > 0 {
            frame.put(
                window.isCollapsed(line) ? "▸" : "▾",
                at: Point(column: 1 + Int(entry.depth), row: row.origin.row),
                style: .dim
            )
        } else if entry.depth > 0 {
            frame.put(
                isLast(line) ? "└" : "├",
                at: Point(column: 2 + Int(entry.depth), row: row.origin.row),
                style: .dim
            )
        }
        guard let account = window.row(line)?.account, let row = window.row(line) else {
            put("…", columns.code, .dim)
            return
        }
        put(account.code.rawValue, columns.code, from: Int(entry.depth) * 2)
        put(account.name, columns.name, account.kind == .reseller ? .strong : .normal)
        put(account.kind.short, columns.kind, .dim)
        put(account.country.isEmpty ? "—" : account.country, columns.country)
        put(account.email.isEmpty ? "—" : account.email, columns.email)
        guard let system else { return }
        let state = row.state(on: system.name)
        put("\(state.sign) \(status(row, state, system.name))", columns.status, state.style)
    }

    private func status(_ row: AccountRow, _ state: SyncState, _ system: SystemName) -> String {
        switch state {
        case .synchronized: row.links[system]?.externalID?.rawValue ?? ""
        case .blocked: AccountFault(row.account)?.rawValue ?? state.rawValue
        case .notSynchronized: ""
        default: state.rawValue
        }
    }

    private func isLast(_ line: Int) -> Bool {
        guard line + 1 < window.count else { return true }
        return window.entry(line + 1).depth < window.entry(line).depth
    }

    private func drawEmpty(_ frame: inout Frame, _ row: Rect) {
        let text =
            asOf == nil
            ? "reading …"
            : query.filter.isEmpty
                ? "No accounts yet: account-sync accounts import FILE" : "No account matches. Esc clears the filter."
        frame.put(text, at: Point(column: 3, row: row.origin.row), style: .dim)
    }

    private func drawCounts(_ frame: inout Frame, _ row: Rect) {
        var column = 1
        if let system, system.pause != nil {
            column = frame.put("✗ \(system.name) is paused", at: row.origin.moved(columns: 1), style: .bad) + 3
        }
        for state in SyncState.allCases {
            guard let count = counts[state], count > 0 else { continue }
            column = frame.put("\(state.sign) ", at: Point(column: column, row: row.origin.row), style: state.style)
            column =
                frame.put(
                    "\(count.grouped) \(state.rawValue)",
                    at: Point(column: column, row: row.origin.row),
                    style: .dim
                ) + 3
        }
    }

    /// The columns for a width: on a narrow screen the type goes first, then the country, then the email.
    struct Columns {
        struct Column {
            var start: Int
            var width: Int
        }

        var code, name, kind, country, email, status: Column

        init(width: Int) {
            var left = max(width - 4, 0)
            func take(_ wanted: Int, from least: Int) -> Int {
                guard width >= least else { return 0 }
                let taken = min(wanted, left)
                left -= taken
                return taken
            }
            let code = take(width >= 110 ? 16 : 10, from: 0)
            let status = take(width >= 110 ? 26 : 14, from: 30)
            let kind = take(9, from: 76)
            let country = take(3, from: 56)
            let email = take(max(width / 4, 16), from: 60)
            var start = 3
            func column(_ width: Int) -> Column {
                defer { start += width }
                return Column(start: start, width: max(width - 1, 0))
            }
            self.code = column(code)
            self.name = column(left)
            self.kind = column(kind)
            self.country = column(country)
            self.email = column(email)
            self.status = column(status)
        }
    }
}

extension Int {
    /// So many accounts, in words.
    var accounts: String { self == 1 ? "1 account" : "\(grouped) accounts" }

    /// With a comma between the thousands.
    var grouped: String {
        var digits = Array(String(magnitude))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return (self < 0 ? "-" : "") + String(digits)
    }
}
