import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen
import Workspace

struct AccountDetails: Sendable {
    var row: AccountRow
    var parent: AccountRow?
    var history: [LogEntry]
    var systems: [ProvisioningSystem]
    /// Where it differs from what was sent.
    var drifts: [Drift] = []
    /// When the BSS was last read.
    var pulled: Date?

    /// Its links in the order of their systems.
    var links: [Link] { row.links.values.sorted { $0.system < $1.system } }
}

/// The details of an account (R1): all its fields, its parent, "Provisioning Sync Status" with its link, and the
/// history.
struct DetailsScreen: ListScreen {
    let context = Context.details
    let account: AccountID
    private(set) var details: AccountDetails?
    /// The lines where the cursor stops: first those that can be followed, then the history.
    var list = ListPane<Stop>([.status], height: 10)
    private(set) var size = Size(columns: 80, rows: 24)
    /// The first line that is seen after a page was turned; nil where the cursor says what is seen.
    private(set) var reading: Int?

    init(_ account: AccountID) { self.account = account }

    enum Stop: Equatable {
        case parent(AccountID)
        case status
        /// What went wrong with it on a system.
        case trouble(SystemName)
        /// Where it differs from what was sent to a system, by its place.
        case drift(Int)
        case history(Int)
    }

    var crumb: String? { details.map { "\($0.row.account.code) \($0.row.account.name)" } ?? "…" }

    mutating func appear() -> [Effect] { [.work(.loadDetails(account))] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { details == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        list.resize(height: max(size.rows / 2, 1))
        if isWide { reading = nil }
        return []
    }

    /// Whether the history stands beside the fields rather than below them.
    var isWide: Bool { size.columns >= 110 }

    /// What is seen of the history follows the cursor.
    mutating func scroll(by lines: Int) -> [Effect] {
        reading = nil
        list.move { $0.move(to: $0.selected + lines) }
        return []
    }

    /// The systems on which something went wrong or is left open, with what it is.
    var troubles: [(system: SystemName, link: Link, text: String)] {
        (details?.links ?? []).compactMap { link in link.trouble.map { (link.system, link, $0) } }
    }

    /// What has drifted and means something to the vendor, by system.
    var drifts: [Drift] { details?.drifts.filter(\.matters) ?? [] }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return follow()
        case .syncOptions: return openForm()
        case .why: return [.why(.state(account, on: system))]
        case .unlink: return unlink()
        case .refresh: return appear()
        case .pageDown where !isWide: turnPage(by: 1)
        case .pageUp where !isWide: turnPage(by: -1)
        case .up, .down, .pageUp, .pageDown, .top, .bottom:
            reading = nil
            list.move(command)
        default: break
        }
        return []
    }

    /// Turns a page, wherever the cursor can stop; the cursor comes along where it can.
    private mutating func turnPage(by pages: Int) {
        let (stops, rows) = (stopsOfLines, rowsOfText)
        let most = max(stops.count - rows, 0)
        let first = firstLine(of: stops, rows: rows) + pages * max(rows - 1, 1)
        let start = max(min(first, most), 0)
        reading = start
        let seen = stops.dropFirst(start).prefix(rows).compactMap(\.self)
        guard let stop = pages > 0 ? seen.last : seen.first, let line = list.items.firstIndex(of: stop) else { return }
        list.move { $0.move(to: line) }
    }

    /// The first line that is seen, of lines that each are of a stop or of none.
    func firstLine(of stops: [Stop?], rows: Int) -> Int {
        if let reading { return min(reading, max(stops.count - rows, 0)) }
        guard let stop = selected, let start = stops.firstIndex(of: stop), let end = stops.lastIndex(of: stop) else {
            return 0
        }
        return max(0, min(start, end + 1 - rows))
    }

    /// The rows of the screen without its title, its message and its hints, and without the blank line.
    private var rowsOfText: Int { max(size.rows - 4, 1) }

    func refusal(of command: Command) -> String? {
        switch command {
        case .syncOptions where details == nil: DetailsWords.reading
        case .syncOptions where details?.systems.isEmpty == true: Refusal.noSystem
        case .unlink where adopted == nil: DetailsWords.nothingAdopted
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .detailsLoaded(let details) where details.row.account.id == account:
            let isFirst = self.details == nil
            self.details = details
            let stops = (details.parent.map { [Stop.parent($0.account.id)] } ?? []) + [.status]
            let all =
                stops + troubles.map { .trouble($0.system) } + drifts.indices.map(Stop.drift)
                + details.history.indices.map(Stop.history)
            list.show(all, at: isFirst ? stops.count - 1 : nil)
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    private var adopted: Link? {
        details?.links.first { $0.state == .synchronized && $0.origin == .adopted }
    }

    private func follow() -> [Effect] {
        switch selected {
        case .parent(let parent): [.details(of: parent)]
        case .status: openSystems()
        case .trouble(let system):
            [.go(.open(AttemptScreen(.last, of: Link.ID(account, on: system))))]
        case .drift(let index): drifts[index].link.map { [.go(.open(ViewsScreen($0.id)))] } ?? []
        case .history(let index): open(index)
        case nil: []
        }
    }

    private func open(_ index: Int) -> [Effect] {
        guard let details, index < details.history.count else { return [] }
        let entry = details.history[index]
        return [.go(.open(AttemptScreen(.entry(entry.number), of: Link.ID(entry.account, on: entry.system))))]
    }

    /// The system that the cursor is on, if it is on one.
    private var system: SystemName? {
        switch selected {
        case .trouble(let system): system
        case .history(let index): details?.history[index].system
        case .drift(let index): drifts[index].system
        case .parent, .status, nil: nil
        }
    }

    private func openForm() -> [Effect] {
        guard let details, let system = details.systems.first else { return [] }
        // If there are several systems, the operator says which one is meant.
        return details.systems.count == 1 ? [.form(of: details.row.account, on: system.name)] : openSystems()
    }

    private func openSystems() -> [Effect] {
        [.go(.open(SystemsPopUp(account, name: details?.row.account.name ?? "")))]
    }

    private func unlink() -> [Effect] {
        guard let link = adopted, let name = details?.row.account.name else { return [] }
        return [.ask("Unlink", DecisionWords.unlink(name, link), yes: "unlink", then: .work(.unlink(link)))]
    }
}
