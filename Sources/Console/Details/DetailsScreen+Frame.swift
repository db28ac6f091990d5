import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

extension DetailsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard let details else { return frame.putPlaceholder(AccountsWords.reading, in: area) }
        guard area.size.columns >= 110 else { return draw(allLines(details), &frame, area) }
        let split = area.size.columns * 11 / 20
        let left = Rect(origin: area.origin, size: Size(columns: split, rows: area.size.rows))
        draw(fieldLines(details), &frame, left)
        draw(historyLines(details), &frame, area.dropping(columns: split, rows: 0))
    }

    private func allLines(_ details: AccountDetails) -> [FieldLine] {
        fieldLines(details) + [.space] + historyLines(details)
    }

    /// The stop of each line, where the history stands below the fields.
    var stopsOfLines: [Stop?] {
        guard let details else { return [] }
        return allLines(details).flatMap { field in field.parts(size.columns).map { _ in field.stop } }
    }

    /// Draws lines below one that is blank, scrolled just far enough for the one under the cursor, or by pages.
    private func draw(_ fields: [FieldLine], _ frame: inout Frame, _ area: Rect) {
        let rows = max(area.size.rows - 1, 0)
        let parts = fields.map { $0.parts(area.size.columns) }
        let stops: [Stop?] = zip(fields, parts).flatMap { field, parts in parts.map { _ in field.stop } }
        let first = firstLine(of: stops, rows: rows)
        let edge = area.origin.column + area.size.columns - 1
        frame.putEnds(above: first > 0, below: first + rows < stops.count, at: edge, in: area.dropping(rows: 1))
        var line = -first
        for (field, parts) in zip(fields, parts) {
            for part in parts {
                if (0..<rows).contains(line) {
                    draw(field, part, &frame, area.row(line + 1))
                }
                line += 1
            }
        }
    }

    private struct FieldLine {
        var label = ""
        var value: String
        var style = Style.normal
        var stop: Stop?
        /// Whether the value is a text of its own, on as many lines as it needs, rather than one beside its label.
        var isText = false
        /// The parts of the value, which stand on lines of their own if it has no room on one.
        var pieces: [String] = []

        static let space = FieldLine(value: "")

        /// The cells at the end of a line, where a sign may say that it leads somewhere.
        var margin: Int { label.isEmpty ? 2 : 4 }

        /// Where the value has no room beside its label, it stands below; where it is longer than its line, it goes on.
        func parts(_ columns: Int) -> [Part] {
            if isText { return wrapped(to: columns - 8).map { Part(text: $0, start: 5) } }
            let start = label.isEmpty ? 3 : columns < 60 ? max(15, label.columns + 5) : 28
            let room = columns - start - margin
            guard value.visible.columns > room else { return [Part(label: label, text: value, start: start)] }
            if !label.isEmpty, columns - start < 14 {
                return [Part(label: label, start: start)] + wrapped(to: columns - 9).map { Part(text: $0, start: 5) }
            }
            let later = label.isEmpty ? start + 2 : start
            return wrapped(to: columns - later - margin).enumerated()
                .map { place, text in
                    place == 0 ? Part(label: label, text: text, start: start) : Part(text: text, start: later)
                }
        }

        private func wrapped(to columns: Int) -> [String] {
            (pieces.isEmpty ? [value] : pieces).flatMap { $0.visible.wrapped(to: max(columns, 10)) }
        }
    }

    private struct Part {
        var label = ""
        var text = ""
        let start: Int
    }

    private func fieldLines(_ details: AccountDetails) -> [FieldLine] {
        let account = details.row.account
        let isManaged = account.isStorefrontManaged
        var lines = [parent(details), status(details)]
        lines += troubles.map { system, link, text in
            let words = "\(link.state.sign) \(text)"
            return FieldLine(value: words, style: link.state.style, stop: .trouble(system), isText: true)
        }
        lines += drifts.enumerated()
            .map { index, drift in
                let words = "! \(drift.system): \(drift.brief)"
                return FieldLine(value: words, style: .warning, stop: .drift(index), isText: true)
            }
        lines += verified(details)
        lines += [
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
        if let origin = account.originPhrase(pulled: details.pulled) {
            lines.append(FieldLine(label: "Origin", value: origin, style: account.isGone ? .bad : .normal))
        }
        return lines
    }

    /// The orders that verified it.
    private func verified(_ details: AccountDetails) -> [FieldLine] {
        details.links.compactMap { link in
            link.witness.map { witness in
                let name = details.systems.count == 1 ? "" : "\(link.system): "
                return FieldLine(label: "Verified", value: "\(name)\(DriftWords.by(witness))", style: .good)
            }
        }
    }

    private func parent(_ details: AccountDetails) -> FieldLine {
        if let parent = details.parent?.account {
            return FieldLine(label: ParentField.label, value: parent.named, stop: .parent(parent.id))
        }
        let isMissing = details.row.account.kind == .endCustomer
        return FieldLine(
            label: ParentField.label,
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

    private func status(_ details: AccountDetails) -> FieldLine {
        let states = details.systems.isEmpty ? [Refusal.noSystem] : states(details)
        return FieldLine(
            label: DetailsWords.status,
            value: states.joined(separator: "   "),
            style: statusStyle(details),
            stop: .status,
            pieces: states
        )
    }

    /// The account's state on each system.
    private func states(_ details: AccountDetails) -> [String] {
        details.systems
            .map { system in
                let state = details.row.state(on: system.name)
                let id = state == .synchronized ? details.row.links[system.name]?.externalID : nil
                let text = "\(state.sign) \(id.map { "synchronized as \($0)" } ?? state.rawValue)"
                return details.systems.count == 1 ? text : "\(system.name) \(text)"
            }
    }

    private func statusStyle(_ details: AccountDetails) -> Style {
        details.systems.count == 1 ? details.row.state(on: details.systems[0].name).style : .normal
    }

    private func draw(_ field: FieldLine, _ part: Part, _ frame: inout Frame, _ row: Rect) {
        let width = row.size.columns
        func place(_ column: Int) -> Point { row.origin.moved(columns: column) }
        frame.put(part.label, at: place(3), style: .dim)
        let room = max(width - part.start - field.margin, 0)
        frame.put(part.text, at: place(part.start), style: field.style, width: room)
        guard let stop = field.stop else { return }
        if !part.label.isEmpty { frame.put("›", at: place(max(width - 3, part.start)), style: .accent) }
        let selection = Rect(place(2), columns: width - 3)
        if let line = list.items.firstIndex(of: stop) { frame.makeTarget(selection, .line(line)) }
        if stop == selected { frame.restyle(selection, style: .selection) }
    }

    private func historyLines(_ details: AccountDetails) -> [FieldLine] {
        guard !details.history.isEmpty else {
            return [
                FieldLine(value: "History", style: .heading), FieldLine(value: DetailsWords.noHistory, style: .dim),
            ]
        }
        return [FieldLine(value: "History", style: .heading)]
            + details.history.enumerated()
            .map { index, entry in
                FieldLine(
                    value: "\(entry.at.wall.stamp)  \(entry.state.sign) \(entry.system)  \(entry.told)",
                    style: entry.state.style,
                    stop: .history(index)
                )
            }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
