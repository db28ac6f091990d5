import Accounts
import Telling
import TextScreen

/// The pop-up behind "Provisioning Sync Status" (R2): each provisioning system with its state for the account and its
/// entry "Sync Options".
struct SystemsPopUp: ListScreen {
    let context = Context.systems
    let account: AccountID
    let name: String
    private var details: AccountDetails?
    var list = ListPane<ProvisioningSystem>()

    init(_ account: AccountID, name: String) {
        self.account = account
        self.name = name
    }

    private var systems: [ProvisioningSystem] { list.items }

    mutating func appear() -> [Effect] { [.work(.loadDetails(account))] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { details == nil }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open:
            let title = details?.row.account.titled ?? name
            return selected.map { [.go(.open(FormScreen(Link.ID(account, on: $0.name), title: title)))] } ?? []
        case .why: return selected.map { [.why(.state(account, on: $0.name))] } ?? []
        case .liftPause: return selected.map { [.work(.liftPause($0.name))] } ?? []
        default: list.move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where details == nil: DetailsWords.readingSystems
        case .open where selected == nil, .why where selected == nil: Refusal.noSystem
        case .liftPause where selected?.pause == nil: DetailsWords.notPaused
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .detailsLoaded(let details) where details.row.account.id == account:
            self.details = details
            list.show(details.systems, keeping: \.name)
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let title = "Provisioning systems ── \(details?.row.account.name ?? name)"
        // The line of the cursor reaches from border to border.
        let inside = frame.popUp(title, columns: 64, rows: max(systems.count, 1) + 2, in: area, hints: hints)
            .inset(columns: -1, rows: 0)
        guard !systems.isEmpty else {
            frame.put(
                details == nil ? AccountsWords.reading : DetailsWords.noSystem,
                at: inside.origin.moved(columns: 1),
                style: .dim,
                width: inside.size.columns - 1
            )
            return
        }
        let columns = TableColumns(
            [.init("", inside.size.columns / 3 - 2), .init(), .init("", Self.entry.count)],
            width: inside.size.columns,
            start: 1
        )
        list.draw(on: &frame, in: inside) { line, row, frame in
            columns.draw(cells(systems[line]), on: &frame, in: row)
        }
    }

    private static let entry = "Sync Options"

    private var hints: [Hint] {
        (systems.isEmpty ? [] : [Hint(.open, in: context, Self.entry, rank: .main)]) + [.close(context)]
    }

    private func cells(_ system: ProvisioningSystem) -> [TableColumns.Entry] {
        var state = TableColumns.Entry("")
        if let reason = system.pause {
            state = .init("✗ \(reason.pausing)", .bad)
        } else if let account = details?.row {
            let known = account.state(on: system.name)
            let id = known == .synchronized ? account.links[system.name]?.externalID?.rawValue : nil
            state = .init("\(known.sign) \(id ?? known.rawValue)", known.style)
        }
        return [.init(system.name.rawValue), state, .init(Self.entry, .accent)]
    }
}
