import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

extension CasesScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard let inbox else {
            return frame.putPlaceholder(isShutOut ? ShellWords.isShutOut : AccountsWords.reading, in: area)
        }
        guard !list.isEmpty else { return drawNothing(inbox, &frame, area) }
        drawKinds(inbox, &frame, area.row(0))
        let columns = columns(area.size.columns)
        columns.drawHeading(on: &frame, in: area.row(1))
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            let item = list.items[line]
            columns.draw(cells(item), on: &frame, in: row)
            if marks.contains(item.id) { frame.put("✓", at: row.origin, style: .accent) }
        }
        drawFoot(on: &frame, in: area)
    }

    var footParagraphs: [(String, Style)] {
        guard let selected else { return [] }
        let notice = notice(selected)
        return notice.consoleLines.enumerated().map { ($1, $0 == 0 ? notice.tone.style : .dim) }
    }

    private func drawNothing(_ inbox: Inbox, _ frame: inout Frame, _ area: Rect) {
        var lines: [(String, Style)] = [("● \(InboxWords.none)", .good)]
        if let blocked = inbox.counts[.blocked] { lines += [("", .normal), (InboxWords.blocked(blocked).named, .dim)] }
        frame.put(lines, in: area.dropping(rows: 1))
    }

    /// How many there are of each kind, in whole words; the kind that is shown is marked.
    private func drawKinds(_ inbox: Inbox, _ frame: inout Frame, _ row: Rect) {
        var column = 1
        if !marks.isEmpty {
            column = frame.put("\(marks.count.grouped) marked", at: row.at(column), style: .accent) + 3
        }
        let texts = kinds.map { kind in
            // Where there are no colours, the word says what the style does.
            let only = kind == self.kind ? "only " : ""
            return "\(only)\(kind.sign) \((inbox.counts[kind] ?? 0).grouped) \(kind.rawValue)"
        }
        let first = firstKind(texts, from: column, within: row.size.columns)
        if first > 0 { column = frame.put("…", at: row.at(column), style: .dim) + 1 }
        for (kind, text) in zip(kinds, texts).dropFirst(first) {
            guard column + text.columns < row.size.columns else {
                frame.put("…", at: row.at(column), style: .dim)
                return
            }
            column = frame.put(text, at: row.at(column), style: kind == self.kind ? .selection : kind.style) + 3
        }
        let shown =
            kind.map { inbox.counts[$0] ?? 0 }
            ?? kinds.filter { $0 != .blocked }.reduce(0) { $0 + (inbox.counts[$1] ?? 0) }
        guard shown > list.count else { return }
        let words = InboxWords.unlisted(shown - list.count, of: shown)
        if column + words.columns < row.size.columns { frame.put(words, at: row.at(column), style: .dim) }
    }

    /// The first kind that has room; those before the one that is shown give theirs up for it.
    private func firstKind(_ texts: [String], from column: Int, within columns: Int) -> Int {
        guard let shown = kinds.firstIndex(where: { $0 == kind }) else { return 0 }
        let place = (0...shown)
            .first { first in
                let gaps = 3 * (shown - first) + (first == 0 ? 0 : 2)
                return column + texts[first...shown].reduce(gaps) { $0 + $1.columns } < columns
            }
        return place ?? shown
    }

    /// On a narrow screen first what can be done is left out, then the system.
    private func columns(_ width: Int) -> TableColumns {
        let isWide = width >= 110
        return TableColumns(
            [
                .init("CODE", isWide ? 15 : 9), .init("NAME", isWide ? width / 4 : width >= 60 ? width * 22 / 100 : 10),
                .init("SYSTEM", width >= 60 ? (isWide ? 20 : 9) : 0), .init("STATE"),
                .init("TO DO", width >= 76 ? 14 : 0),
            ],
            width: width
        )
    }

    private func cells(_ item: Inbox.Item) -> [TableColumns.Entry] {
        let fault = item.kind == .blocked ? item.account.flatMap { AccountFault($0)?.rawValue } : nil
        let holder = item.open?.holder.map { " of \($0.account.code)" } ?? ""
        let id = item.link?.externalID.map { "  \($0)\(holder)" } ?? ""
        let words = (item.link?.reason?.refusal ?? item.row?.phrase).map { "  \($0)" } ?? ""
        return [
            .init(
                (item.account?.code ?? item.row?.problem.code)?.rawValue ?? item.run.map { RunWords.name($0.id) } ?? "—"
            ),
            .init(item.account?.name ?? item.row?.place ?? item.run.map(InboxWords.whose) ?? "—"),
            .init(item.system?.rawValue ?? "—"),
            .init("\(item.kind.sign) \(fault ?? item.kind.rawValue)\(id)\(words)", item.kind.style),
            .init(InboxWords.verb(item, standing(item)).named, .dim),
        ]
    }
}

extension Inbox.Kind {
    private var state: SyncState { linkState ?? (self == .paused ? .refused : .blocked) }
    var sign: String { state.sign }
    var style: Style { state.style }
}
