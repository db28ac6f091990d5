import Accounts
import PlainText
import Telling
import TextScreen

/// What stands in the columns of the list, and under which headings.
extension AccountsScreen {
    var layout: ListLayout {
        let slots = slots
        return ListLayout(
            slots,
            contents: needs.cells,
            titles: Dictionary(uniqueKeysWithValues: slots.map { ($0, titles($0).first?.columns ?? 0) }),
            isTree: query.order == .tree,
            width: size.columns
        )
    }

    /// The columns that are wanted, if there is room.
    private var slots: [ListSlot] {
        ListColumn.allCases.filter { $0.isFixed || !hiddenColumns.contains($0) }
            .flatMap { column -> [ListSlot] in
                switch column {
                case .status: [.status(system?.name)]
                case .otherSystems: systems.filter { $0.name != system?.name }.map { .other($0.name) }
                default: [.property(column)]
                }
            }
    }

    func columns(_ layout: ListLayout) -> TableColumns {
        TableColumns(
            layout.columns.map { slot, cells in
                let titles = titles(slot)
                return .init(titles.first { $0.columns <= cells } ?? titles.last ?? "", cells)
            },
            width: size.columns,
            start: ListLayout.start,
            gap: layout.gap
        )
    }

    /// The headings of a column, the longest first: which one is shown depends on the room.
    private func titles(_ slot: ListSlot) -> [String] {
        let order = slot.column.order
        let arrow = order != nil && order == query.order ? (query.isDescending ? "▾" : "▴") : ""
        switch slot {
        case .property(let column): return [column.title + (column == .countryName ? "" : arrow)]
        case .other(let name): return [sign(name) + name.rawValue.uppercased()]
        case .status(let name):
            let title = (name.map(sign) ?? "") + (name?.rawValue ?? "STATUS").uppercased() + arrow
            guard systems.count > 1, let place = systems.firstIndex(where: { $0.name == name }) else { return [title] }
            let count = "\(title) \(place + 1)/\(systems.count)"
            return ["\(count) \(Bindings.name(of: .nextSystem, in: .accounts))", count, title]
        }
    }

    private func sign(_ name: SystemName) -> String {
        systems.first { $0.name == name }?.pause == nil ? "" : "✗ "
    }

    /// Sorts by a column, or the other way around; the heading of another system shows that system.
    mutating func sort(byHeading heading: String) -> [Effect] {
        guard let slot = slots.first(where: { $0.heading == heading }) else { return [] }
        if case .other(let name) = slot { return show(name) }
        guard let order = slot.column.order else { return [] }
        return sort(by: order, descending: query.order == order && !query.isDescending)
    }

    // MARK: Cells

    func text(_ slot: ListSlot, of row: AccountRow, under parent: AccountRow?) -> String {
        let account = row.account
        switch slot {
        case .property(.code): return account.code.rawValue
        case .property(.name): return account.name
        case .property(.type): return account.kind.short
        case .property(.country): return account.country
        case .property(.countryName): return Country(code: account.country.trimmed)?.name ?? ""
        case .property(.city): return account.address.city
        case .property(.email): return account.email
        case .property(.phone): return account.phone
        case .property(.parent): return parent?.account.name ?? row.parentCode?.rawValue ?? ""
        case .property(.status), .property(.otherSystems), .status(nil): return ""
        case .status(let name?), .other(let name): return row.status(on: name)
        }
    }

    /// Notes how much room the accounts that are near need; where the list is another one, nothing else counts any more.
    ///
    /// It must not matter in which order lines and rows come: a row may be known before its line is.
    mutating func measure() {
        guard window.count > 0 else { return }
        if isToBeMeasured { needs = ColumnNeeds() }
        isToBeMeasured = false
        let slots = slots
        for line in window.nearLines {
            guard let key = window.lines.key(line), let row = window.rows[key], needs.begin(key) else { continue }
            let parent = window.parentRow(line)
            for slot in slots {
                let indent = slot == .property(.code) ? window.lines.depth(line) * 2 : 0
                needs.add(text(slot, of: row, under: parent), to: slot, indent: indent)
            }
        }
    }
}

extension AccountRow {
    fileprivate func status(on system: SystemName) -> String {
        let state = state(on: system)
        let words =
            switch state {
            case .synchronized: links[system]?.externalID?.rawValue ?? ""
            case .blocked: AccountFault(account)?.rawValue ?? state.rawValue
            case .notSynchronized: ""
            default: state.rawValue
            }
        return "\(state.sign) \(words)"
    }
}
