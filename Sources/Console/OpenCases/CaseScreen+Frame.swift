import Accounts
import FoundationEssentials
import PlainText
import Synchronizing
import Telling
import TextScreen

/// How a case is drawn.
extension CaseScreen {
    private struct Line {
        var label = ""
        var text: String
        var style = Style.normal
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard let details else {
            let text = isOver ? "● Nothing more to do." : "reading …"
            frame.put(text, at: area.row(1).origin.moved(columns: 3), style: isOver ? .good : .dim)
            drawAnswer(&frame, area, at: 3)
            return
        }
        let labels = 20
        var row = 1
        for line in lines(details) {
            for (index, part) in line.text.visible.wrapped(to: max(area.size.columns - labels - 5, 10)).enumerated()
            where row < area.size.rows {
                if index == 0 { frame.put(line.label, at: area.row(row).origin.moved(columns: 3), style: .dim) }
                frame.put(part, at: area.row(row).origin.moved(columns: labels + 2), style: line.style)
                row += 1
            }
        }
        drawAnswer(&frame, area, at: row + 1)
    }

    private func drawAnswer(_ frame: inout Frame, _ area: Rect, at top: Int) {
        guard let answer else { return }
        let lines = answer.consoleLines.flatMap { $0.visible.wrapped(to: max(area.size.columns - 6, 10)) }
        for (place, line) in lines.enumerated() where top + place < area.size.rows {
            frame.put(
                line,
                at: area.row(top + place).origin.moved(columns: 3),
                style: place == 0 ? answer.tone.style : .dim
            )
        }
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
            lines.append(Line(label: "Whose id it is", text: "\(holder.named), synchronized here"))
        }
        if let intent = details.open.intent {
            lines.append(Line(label: "What was sent", text: details.values(intent.options)))
            if let parent = details.parent {
                let id = intent.parent.map { " (\($0.externalID))" } ?? ""
                lines.append(Line(text: "under \(parent.account.name) \(parent.account.code)\(id)"))
            }
            lines.append(Line(label: "When, by whom", text: "\(intent.begun.wall.stamp), by \(intent.by)"))
            let again = link.generation > 1 ? ", the \(link.generation). send" : ""
            lines.append(Line(text: "attempt \(intent.attempt)\(again)", style: .dim))
        } else {
            lines.append(Line(label: "What was sent", text: "nothing: exists found it first. The form had:"))
            lines.append(Line(text: details.values(link.options)))
        }
        if !link.detail.isEmpty { lines.append(Line(label: "How far it got", text: link.detail)) }
        for (index, probe) in details.open.probes.suffix(5).enumerated() {
            let words =
                probe.finding == .absent ? "not there" : probe.detail.isEmpty ? probe.finding.rawValue : probe.detail
            lines.append(Line(label: index == 0 ? "Asked since" : "", text: "\(probe.at.wall.stamp)  \(words)"))
        }
        lines.append(Line(label: "What happens next", text: next(details), style: .accent))
        return lines
    }

    private func next(_ details: CaseDetails) -> String {
        let link = details.open.link
        switch link.state {
        case .atVendor, .conflict:
            guard details.open.holder == nil else {
                return
                    "nothing by itself. Compare both accounts in the portal; then A adopts another id, or X abandons it."
            }
            return "nothing by itself. a adopts it, if the portal shows that it is this account."
        case .abandoned: return "nothing. If it is at the vendor after all, A adopts its id."
        default: break
        }
        switch details.resolution {
        case .ask(let wait):
            let left = wait.secondsLeft(after: seconds)
            let asking = "the vendor is asked again automatically; e asks now."
            return left > 0 ? "\(asking) \"Not there\" proves nothing for another \(left) s." : asking
        case .sendAgain: return "nothing by itself: it was absent often and late enough. S sends it again."
        case .sendAgainUnproved:
            return
                "nothing by itself: it was absent often and late enough, but this system's exists was never seen to find "
                + "an account that it had made. Look it up in the portal; S sends it again."
        }
    }
}

extension CaseDetails {
    /// The values of a request as a person reads them.
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
