import Accounts
import Synchronizing
import TextScreen
import Workspace

/// The details of an account (R1): all its fields, its parent, "Provisioning Sync Status" with its link, and the history.
struct DetailsScreen: Screen {
    let context = Context.details
    let isPopUp = false
    let account: AccountID
    private(set) var details: AccountDetails?
    private(set) var cursor = ListCursor()
    /// The first line of the fields and the history that is shown.
    private(set) var height = 10

    init(_ account: AccountID) { self.account = account }

    /// What Enter can follow.
    enum Stop: Equatable {
        case parent(AccountID)
        case status
    }

    var crumb: String? { details.map { "\($0.row.account.code) \($0.row.account.name)" } ?? "…" }

    /// The lines that the cursor stops at.
    var stops: [Stop] { (details?.parent).map { [.parent($0.account.id), .status] } ?? [.status] }

    /// The stop under the cursor; nil in the history.
    var selected: Stop? { cursor.selected < stops.count ? stops[cursor.selected] : nil }

    mutating func appear() -> [Effect] { [.loadDetails(account)] }

    mutating func resize(_ size: Size) -> [Effect] {
        height = size.rows
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .up: cursor.up()
        case .down: cursor.down()
        case .pageUp: cursor.pageUp(height: max(height / 2, 1))
        case .pageDown: cursor.pageDown(height: max(height / 2, 1))
        case .top: cursor.home()
        case .bottom: cursor.end()
        case .open: return follow()
        case .syncOptions: return openForm()
        case .unlink: return unlink()
        case .refresh: return [.loadDetails(account)]
        default: break
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .syncOptions where details == nil: "the account is still being read"
        case .syncOptions where details?.systems.isEmpty == true: "no provisioning system is registered"
        case .unlink where adopted == nil: "nothing was adopted: a create of our own cannot be undone here"
        case .open where selected == nil: "an entry of the history leads nowhere"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .detailsLoaded(let details) where details.row.account.id == account:
            let isFirst = self.details == nil
            self.details = details
            cursor.count = stops.count + details.history.count
            if isFirst { cursor.move(to: stops.count - 1) }
            return []
        case .changedElsewhere, .concluded, .decided, .resolved, .probed: return [.loadDetails(account)]
        default: return []
        }
    }

    private var adopted: Link? {
        details?.row.links.values.sorted { $0.system < $1.system }
            .first { $0.state == .synchronized && $0.origin == .adopted }
    }

    private func follow() -> [Effect] {
        switch selected {
        case .parent(let parent): [.open(.details(parent))]
        case .status: [.open(.systems(account, name: details?.row.account.name ?? ""))]
        case nil: []
        }
    }

    private func openForm() -> [Effect] {
        guard let details, let system = details.systems.first else { return [] }
        // Of several the operator says which one is meant.
        guard details.systems.count == 1 else {
            return [.open(.systems(account, name: details.row.account.name))]
        }
        return [.open(.form(account, system.name, title: details.row.account.titled))]
    }

    private func unlink() -> [Effect] {
        guard let link = adopted, let name = details?.row.account.name else { return [] }
        return [
            .open(
                .confirm(
                    Confirmation(
                        title: "Unlink",
                        lines: [
                            "\(name) was adopted as \(link.externalID?.rawValue ?? "") at \(link.system).",
                            "Unlinking forgets that; nothing changes at the vendor.",
                        ],
                        yes: "unlink",
                        typed: nil,
                        effects: [.unlink(link)]
                    )
                )
            )
        ]
    }
}
