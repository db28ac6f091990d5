import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

extension CaseScreen {
    private struct Line {
        var label = ""
        var text: String
        var style = Style.normal

        private static let labels = 20

        /// Where room is short, the label stands above the text, which then has the whole width.
        func rows(_ columns: Int) -> [Row] {
            guard columns < 60 else {
                return text.visible.wrapped(to: columns - Self.labels - 5).enumerated()
                    .map { Row(label: $0 == 0 ? label : "", text: $1, start: Self.labels + 2, style: style) }
            }
            let rows = text.visible.wrapped(to: max(columns - 8, 10)).map { Row(text: $0, start: 5, style: style) }
            return (label.isEmpty ? [] : [Row(label: label)]) + rows
        }
    }

    private struct Row {
        var label = ""
        var text = ""
        var start = 3
        var style = Style.normal
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard let details else {
            let text = isOver ? "● \(CaseWords.over)" : AccountsWords.reading
            frame.putPlaceholder(text, in: area, style: isOver ? .good : .dim)
            drawAnswer(&frame, area, at: 3)
            return
        }
        let rows = rows(details, area.size.columns)
        let most = max(rows.count - area.size.rows, 0)
        let first = min(offset, most)
        for (place, row) in rows.dropFirst(first).prefix(area.size.rows).enumerated() {
            frame.put(row.label, at: area.row(place).at(3), style: .dim)
            frame.put(row.text, at: area.row(place).at(row.start), style: row.style)
        }
        frame.putEnds(above: first > 0, below: first < most, at: area.size.columns - 1, in: area)
    }

    private func rows(_ details: CaseDetails, _ columns: Int) -> [Row] {
        let known = [Row()] + lines(details).flatMap { $0.rows(columns) }
        guard let answer else { return known }
        let said = answer.consoleLines.enumerated()
            .flatMap { place, line in
                line.visible.wrapped(to: max(columns - 6, 10))
                    .map { Row(text: $0, style: place == 0 ? answer.tone.style : .dim) }
            }
        return known + [Row()] + said
    }

    /// How many rows there are, given the width of the screen.
    func rowCount(_ details: CaseDetails, _ columns: Int) -> Int { rows(details, columns).count }

    private func drawAnswer(_ frame: inout Frame, _ area: Rect, at top: Int) {
        guard let answer else { return }
        let lines = answer.consoleLines.enumerated().map { ($1, $0 == 0 ? answer.tone.style : .dim) }
        frame.put(lines, in: area.dropping(rows: top))
    }

    private func lines(_ details: CaseDetails) -> [Line] {
        let link = details.open.link
        var lines = [
            Line(
                label: "State",
                text: "\(link.state.sign) \(CaseWords.state(link)) since \(link.changed.stamp)"
                    + (link.externalID.map { ", as \($0)" } ?? ""),
                style: link.state.style
            )
        ]
        if let holder = details.open.holder {
            lines.append(Line(label: CaseWords.Label.holder, text: "\(holder.named), synchronized here"))
        }
        if let intent = details.open.intent {
            lines.append(Line(label: CaseWords.Label.sent, text: details.values(intent.options)))
            if let parent = details.parent {
                let id = intent.parent.map { " (\($0.externalID))" } ?? ""
                lines.append(Line(text: "under \(parent.account.name) \(parent.account.code)\(id)"))
            }
            lines.append(Line(label: CaseWords.Label.intent, text: "\(intent.begun.wall.stamp), by \(intent.by)"))
            let again = link.generation > 1 ? ", the \(link.generation). send" : ""
            lines.append(Line(text: "attempt \(intent.attempt)\(again)", style: .dim))
        } else {
            lines.append(Line(label: CaseWords.Label.sent, text: CaseWords.foundFirst))
            lines.append(Line(text: details.values(link.options)))
        }
        if !link.detail.isEmpty { lines.append(Line(label: CaseWords.Label.detail, text: link.detail)) }
        for (index, probe) in details.open.probes.suffix(5).enumerated() {
            let words =
                switch probe.finding {
                case .absent: CaseWords.notThere
                case .present: CaseWords.there
                case .unclear: probe.detail.isEmpty ? probe.finding.rawValue : probe.detail
                }
            lines.append(Line(label: index == 0 ? "Asked since" : "", text: "\(probe.at.wall.stamp)  \(words)"))
        }
        lines.append(
            Line(
                label: CaseWords.Label.next,
                text: CaseWords.next(details.open, details.resolution, after: seconds).named,
                style: .accent
            )
        )
        return lines
    }
}

extension CaseDetails {
    fileprivate func values(_ options: [FieldID: String]) -> String {
        options.sorted { $0.key < $1.key }
            .map { id, value in
                let field = definitions?.fields.first { $0.id == id }
                let name = field.map { $0.name.isEmpty ? id.rawValue : $0.name } ?? id.rawValue
                let choice = field?.choices.first { $0.id == value }
                return "\(name) \(choice.flatMap { field?.name(of: $0) } ?? value)"
            }
            .joined(separator: ", ")
    }
}
