import Accounts
import Synchronizing
import Telling
import TextScreen
import Workspace

/// The pop-up behind "Provisioning Sync Status" (R2): each provisioning system with its state for the account and its entry
/// "Sync Options".
struct SystemsPopUp: Screen {
    let context = Context.systems
    let account: AccountID
    let name: String
    private var details: AccountDetails?
    private var cursor = ListCursor()

    init(_ account: AccountID, name: String) {
        self.account = account
        self.name = name
    }

    private var systems: [ProvisioningSystem] { details?.systems ?? [] }
    private var selected: ProvisioningSystem? { cursor.selected < systems.count ? systems[cursor.selected] : nil }

    mutating func appear() -> [Effect] { [.loadDetails(account)] }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .up: cursor.up()
        case .down: cursor.down()
        case .top, .pageUp: cursor.home()
        case .bottom, .pageDown: cursor.end()
        case .open:
            return selected.map { [.open(.form(account, $0.name, title: details?.row.account.titled ?? name))] } ?? []
        case .liftPause: return selected.map { [.liftPause($0.name)] } ?? []
        default: break
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where details == nil: "the systems are still being read"
        case .open where selected == nil: "no provisioning system is registered"
        case .liftPause where selected?.pause == nil: "the system is not paused"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .detailsLoaded(let details) where details.row.account.id == account:
            self.details = details
            cursor.count = details.systems.count
            return []
        case .changedElsewhere, .concluded, .decided, .resolved, .probed: return [.loadDetails(account)]
        default: return []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let rows = max(systems.count, 1) + 2
        let box = area.centered(columns: min(64, area.size.columns), rows: rows)
        frame.box(
            box,
            title: "Provisioning systems ── \(details?.row.account.name ?? name)",
            footer: systems.isEmpty ? "Esc close" : "↵ Sync Options   Esc close",
            style: .border
        )
        let inside = box.inset(columns: 1, rows: 1)
        guard !systems.isEmpty else {
            frame.put(
                details == nil ? "reading …" : "none is registered: account-sync systems add FILE",
                at: inside.origin.moved(columns: 1),
                style: .dim,
                width: inside.size.columns - 1
            )
            return
        }
        for (place, system) in systems.enumerated() where place < inside.size.rows {
            draw(system, &frame, inside.row(place))
            if place == cursor.selected { frame.restyle(inside.row(place), style: .selection) }
        }
    }

    private func draw(_ system: ProvisioningSystem, _ frame: inout Frame, _ row: Rect) {
        let entry = "Sync Options"
        let states = row.size.columns / 3
        frame.put(system.name.rawValue, at: row.origin.moved(columns: 1), style: .normal, width: states - 2)
        let room = max(row.size.columns - states - entry.count - 2, 0)
        if let reason = system.pause {
            frame.put("✗ \(reason.pausing)", at: row.origin.moved(columns: states), style: .bad, width: room)
        } else if let account = details?.row {
            let state = account.state(on: system.name)
            let id = state == .synchronized ? account.links[system.name]?.externalID?.rawValue : nil
            frame.put(
                "\(state.sign) \(id ?? state.rawValue)",
                at: row.origin.moved(columns: states),
                style: state.style,
                width: room
            )
        }
        frame.put(entry, at: row.origin.moved(columns: row.size.columns - entry.count - 1), style: .accent)
    }
}
