import AccountIndex
import Accounts
import PlainText
import Telling
import TextScreen

extension AccountsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard area.size.rows > 0 else { return }
        drawFilter(&frame, area.row(0))
        let layout = layout
        let columns = columns(layout)
        columns.drawHeading(on: &frame, in: area.row(1))
        for (index, column) in layout.columns.enumerated() where column.slot.isLeading {
            frame.makeTarget(columns.area(index, in: area.row(1)), .heading(column.slot.heading))
        }
        let rows = Rect(
            origin: area.row(2).origin,
            size: Size(columns: area.size.columns, rows: max(area.size.rows - 2 - countLines, 0))
        )
        let selection: Style = editor == nil ? .selection : .selectionInactive
        window.cursor.draw(on: &frame, in: rows, selection: selection) { draw($0, &$2, $1, layout, columns) }
        if let pinned = window.pinned { drawPinned(pinned, &frame, rows.row(0), layout, columns) }
        if window.count == 0 { frame.putPlaceholder(whyEmpty, in: area.dropping(rows: 2)) }
        drawCounts(&frame, area)
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
        let place = Rect(row.at(start), columns: max(end - start - 1, min(wanted, row.size.columns / 4)))
        if let editor {
            frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
        } else {
            frame.put(query.filter.text, at: place.origin, style: .normal, width: place.size.columns)
            if let key = Bindings.key(of: .filter, in: context) {
                frame.makeTarget(Rect(row.origin, columns: start + place.size.columns), .key(key))
            }
        }
        let next = max(end, start + place.size.columns + 1)
        let column = frame.put(unknown, at: row.at(next), style: .warning)
        frame.put(found, at: row.at(column), style: .dim)
    }

    private var unknown: String? { query.filter.unknownTerms(systems: systems.map(\.name)).first?.message }

    private func draw(
        _ line: Int,
        _ frame: inout Frame,
        _ row: Rect,
        _ layout: ListLayout,
        _ columns: TableColumns,
        isPinned: Bool = false
    ) {
        let depth = window.lines.depth(line)
        defer { drawTree(line, depth, &frame, row) }
        guard let known = window.row(line) else {
            return columns.draw([.init("…", .dim, indent: depth * 2)], on: &frame, in: row)
        }
        // What only leads to a customer that was looked for stands back.
        let isMatch = !isPinned && window.lines.isMatch(line)
        let parent = window.parentRow(line)
        let cells = layout.columns.map { slot, _ in
            let text = text(slot, of: known, under: parent)
            let style = isPinned ? .dim : style(slot, of: known, isMatch: isMatch)
            guard !text.isEmpty else { return TableColumns.Entry(slot.column == .status ? "" : "—", style) }
            let matches = isMatch ? slot.part.map { query.filter.occurrences(in: text, of: $0) } ?? [] : []
            return .init(text, style, indent: slot.column == .code ? depth * 2 : 0, matches: matches)
        }
        columns.draw(cells, on: &frame, in: row)
    }

    private func style(_ slot: ListSlot, of row: AccountRow, isMatch: Bool) -> Style {
        switch slot {
        case .status(let name?), .other(let name): row.state(on: name).style
        case .property(.type), .property(.parent), .property(.countryName): .dim
        case .property(.name) where isMatch && row.account.kind == .reseller: .strong
        case .property, .status(nil): isMatch ? .normal : .dim
        }
    }

    /// The reseller of the first customers, although it is further up.
    private func drawPinned(
        _ line: Int,
        _ frame: inout Frame,
        _ row: Rect,
        _ layout: ListLayout,
        _ columns: TableColumns
    ) {
        frame.fill(row)
        frame.makeTarget(row, .line(line))
        draw(line, &frame, row, layout, columns, isPinned: true)
    }

    private func drawTree(_ line: Int, _ depth: Int, _ frame: inout Frame, _ row: Rect) {
        let lines = window.lines
        if let key = lines.key(line), marks.contains(key) { frame.put("✓", at: row.origin, style: .accent) }
        if let isFolded = lines.isFolded(line) {
            let place = row.at(1 + depth)
            frame.put(isFolded ? "▸" : "▾", at: place, style: .dim)
            frame.makeTarget(Rect(place, columns: 1), .fold(line))
        } else if depth > 0 {
            frame.put(lines.isLast(line) ? "└" : "├", at: row.at(2 + depth), style: .dim)
        }
    }

    private var whyEmpty: String {
        if isReading { return AccountsWords.reading }
        if query.filter.isEmpty { return AccountsWords.noAccounts }
        guard let suggestion else { return AccountsWords.noMatch.named }
        return AccountsWords.nearest(suggestion.word, suggestion.matches.count, isTyping: editor != nil).named
    }

    /// What went wrong with the account under the cursor on the shown system.
    var remark: (text: String, style: Style)? {
        guard let row = window.selected, let system, let link = row.links[system.name], let trouble = link.trouble
        else { return nil }
        return ("\(link.state.sign) \(row.account.code) \(trouble)", link.state.style)
    }
}

extension ListSlot {
    /// The part of the account's search text that the column shows.
    fileprivate var part: SearchText.Part? {
        switch self {
        case .property(.code): .code
        case .property(.name): .name
        case .property(.country): .country
        case .property(.email): .email
        case .property(.city): .city
        case .property, .status, .other: nil
        }
    }
}
