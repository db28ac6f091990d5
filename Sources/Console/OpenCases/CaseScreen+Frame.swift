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

        static let labels = 20

        func parts(_ columns: Int) -> [String] { text.visible.wrapped(to: max(columns - Self.labels - 5, 10)) }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard let details else {
            let text = isOver ? "● \(CaseWords.over)" : "reading …"
            frame.put(text, at: area.row(1).origin.moved(columns: 3), style: isOver ? .good : .dim)
            drawAnswer(&frame, area, at: 3)
            return
        }
        var row = 1
        for line in lines(details) {
            for (index, part) in line.parts(area.size.columns).enumerated() where row < area.size.rows {
                if index == 0 { frame.put(line.label, at: area.row(row).origin.moved(columns: 3), style: .dim) }
                frame.put(part, at: area.row(row).origin.moved(columns: Line.labels + 2), style: line.style)
                row += 1
            }
        }
        drawAnswer(&frame, area, at: row + 1)
    }

    /// Whether everything that is known fits, given the size of the whole screen.
    func hasRoom(_ details: CaseDetails, in size: Size) -> Bool {
        lines(details).reduce(1) { $0 + $1.parts(size.columns).count } <= size.rows - 3
    }

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
                text: "\(link.state.sign) \(link.state.rawValue) at \(link.system) since \(link.changed.stamp)"
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
                probe.finding == .absent
                ? CaseWords.notThere : probe.detail.isEmpty ? probe.finding.rawValue : probe.detail
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
                return "\(name) \(field?.choices.first { $0.id == value }?.name ?? value)"
            }
            .joined(separator: ", ")
    }
}
