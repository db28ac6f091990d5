import Accounts
import Synchronizing
import Telling
import TextScreen

extension DetailsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard let details else {
            frame.put("reading …", at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        let isWide = area.size.columns >= 110
        let fields = fieldLines(details)
        let split = isWide ? area.size.columns * 11 / 20 : area.size.columns
        var line = 1
        for field in fields where line < area.size.rows {
            draw(field, &frame, area.row(line), width: split)
            line += 1
        }
        let top = isWide ? 1 : line + 1
        drawHistory(details.history, &frame, area.dropping(columns: isWide ? split : 0, rows: top))
    }

    private struct FieldLine {
        var label: String
        var value: String
        var style = Style.normal
        var stop: Stop?
    }

    private func fieldLines(_ details: AccountDetails) -> [FieldLine] {
        let account = details.row.account
        let isManaged = account.isStorefrontManaged
        var lines = [
            parent(details),
            FieldLine(label: DetailsWords.status, value: status(details), style: statusStyle(details), stop: .status),
            FieldLine(label: "Type", value: account.kind.rawValue.capitalizedFirst),
            email(account),
            country(account),
            FieldLine(
                label: "Orders",
                value: isManaged ? DetailsWords.storefront : DetailsWords.notStorefront,
                style: isManaged ? .warning : .normal
            ),
        ]
        let optional: [(String, String)] = [
            ("Contact", account.contact.name), ("Phone", account.phone),
            ("Website", account.website), ("Address", account.address.lines.joined(separator: ", ")),
            ("Account ID", account.id.rawValue),
            ("Updated", account.updated.stamp),
        ]
        for (label, value) in optional where !value.isEmpty { lines.append(FieldLine(label: label, value: value)) }
        return lines
    }

    private func parent(_ details: AccountDetails) -> FieldLine {
        if let parent = details.parent?.account {
            return FieldLine(label: "Parent Account", value: parent.named, stop: .parent(parent.id))
        }
        let isMissing = details.row.account.kind == .endCustomer
        return FieldLine(
            label: "Parent Account",
            value: isMissing ? "missing" : "blank",
            style: isMissing ? .bad : .dim
        )
    }

    private func email(_ account: Account) -> FieldLine {
        guard !account.email.trimmed.isEmpty else {
            return FieldLine(label: "Email", value: DetailsWords.missing, style: .bad)
        }
        let isBad = AccountFault(account) == .emailInvalid
        let value = account.email + (isBad ? "  \(DetailsWords.badAddress)" : "")
        return FieldLine(label: "Email", value: value, style: isBad ? .bad : .normal)
    }

    private func country(_ account: Account) -> FieldLine {
        let code = account.country.trimmed
        if let country = Country(code: code) {
            return FieldLine(label: "Country", value: "\(country.code)  \(country.name)")
        }
        return FieldLine(
            label: "Country",
            value: code.isEmpty ? DetailsWords.missing : "\(code)  \(DetailsWords.badCountry)",
            style: .bad
        )
    }

    private func status(_ details: AccountDetails) -> String {
        guard !details.systems.isEmpty else { return Refusal.noSystem }
        return details.systems
            .map { system in
                let state = details.row.state(on: system.name)
                let id = state == .synchronized ? details.row.links[system.name]?.externalID : nil
                let text = "\(state.sign) \(id.map { "synchronized as \($0)" } ?? state.rawValue)"
                return details.systems.count == 1 ? text : "\(system.name) \(text)"
            }
            .joined(separator: "   ")
    }

    private func statusStyle(_ details: AccountDetails) -> Style {
        details.systems.count == 1 ? details.row.state(on: details.systems[0].name).style : .normal
    }

    private func draw(_ field: FieldLine, _ frame: inout Frame, _ row: Rect, width: Int) {
        let labels = 28
        frame.put(field.label, at: row.origin.moved(columns: 3), style: .dim)
        frame.put(
            field.value,
            at: row.origin.moved(columns: labels),
            style: field.style,
            width: max(width - labels - 4, 0)
        )
        guard let stop = field.stop else { return }
        frame.put("›", at: row.origin.moved(columns: max(width - 3, labels)), style: .accent)
        if let line = list.items.firstIndex(of: stop) { frame.makeTarget(part(of: row, width: width), .line(line)) }
        if stop == selected { select(row, width: width, &frame) }
    }

    private func drawHistory(_ history: [LogEntry], _ frame: inout Frame, _ area: Rect) {
        guard area.size.rows > 0 else { return }
        frame.put("History", at: area.origin.moved(columns: 3), style: .heading)
        let room = max(area.size.rows - 1, 0)
        guard !history.isEmpty else {
            frame.put(DetailsWords.noHistory, at: area.origin.moved(columns: 3, rows: 1), style: .dim)
            return
        }
        let selected = if case .history(let index) = self.selected { index } else { -1 }
        let first = max(0, min(selected - room + 1, history.count - room))
        for (place, index) in (first..<history.count).prefix(room).enumerated() {
            let row = area.row(place + 1)
            draw(history[index], &frame, row)
            if let line = list.items.firstIndex(of: .history(index)) {
                frame.makeTarget(part(of: row, width: row.size.columns), .line(line))
            }
            if index == selected { select(row, width: row.size.columns, &frame) }
        }
    }

    private func select(_ row: Rect, width: Int, _ frame: inout Frame) {
        frame.restyle(part(of: row, width: width), style: .selection)
    }

    private func part(of row: Rect, width: Int) -> Rect {
        Rect(origin: row.origin.moved(columns: 2), size: Size(columns: max(width - 3, 0), rows: 1))
    }

    private func draw(_ entry: LogEntry, _ frame: inout Frame, _ row: Rect) {
        var column = frame.put(entry.at.wall.stamp, at: row.origin.moved(columns: 3), style: .dim) + 2
        column =
            frame.put(
                "\(entry.state.sign) \(entry.event.rawValue)",
                at: row.at(column),
                style: entry.state.style
            ) + 2
        let text = [
            entry.system.rawValue, entry.event == .intent ? "" : entry.state.rawValue,
            entry.externalID.map { "\($0)" } ?? "", entry.detail,
        ]
        .filter { !$0.isEmpty }.joined(separator: "  ")
        frame.put(
            text,
            at: row.at(column),
            style: .normal,
            width: max(row.origin.column + row.size.columns - column - 2, 0)
        )
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
