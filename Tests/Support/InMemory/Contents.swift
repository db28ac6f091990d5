package import Accounts
package import FoundationEssentials
package import Synchronizing

/// The contents of a workspace as plain values: each table of the real store is a dictionary, the history an array.
///
/// What becomes of a link is decided here once more, and not by `Synchronizing/Records`: comparing the two is this store's purpose.
package struct Contents: Sendable {
    /// A link, and what only the store knows about it.
    package struct Row: Hashable, Sendable {
        package var link: Link
        /// The vendor at which the account is claimed.
        package var claimKey: String
        /// The email that was sent, case-folded.
        package var email: String
        /// The process that owns it while it is sending or waiting.
        package var owner: String?
        /// When a process last took the turn to ask about it.
        package var asked: Moment?
        /// When the BSS was last asked for the account's orders.
        package var ordersAsked: Date?
    }

    package struct Sent: Hashable, Sendable {
        package var intent: Intent
        /// The generation that it opened or continued.
        package var generation: Int
        package var owner: String
    }

    /// A line of the history, and the answer to the exists call, if there was one.
    package struct Line: Hashable, Sendable {
        package var entry: LogEntry
        package var finding: Probe.Answer?
    }

    package var accounts: [AccountID: Account] = [:]
    /// The accounts' keys in the store.
    package var keys: [AccountID: AccountKey] = [:]
    package var systems: [SystemName: ProvisioningSystem] = [:]
    package var definitions: [SystemName: SyncOptionDefinitions] = [:]
    package var links: [AccountID: [SystemName: Row]] = [:]
    package var attempts: [AttemptID: Sent] = [:]
    /// Oldest first.
    package var log: [Line] = []
    /// The connection to the BSS, and how far it was read.
    package var bss: (connection: BSSConnection, state: PullState)?
    /// What the last import of a file refused.
    package var refusedRows: RefusedRows?
    /// What is refused of the BSS.
    package var refusedOfBSS: RefusedRows?
    /// Oldest first.
    package var runs: [Run] = []
    package var paces: [SystemName: Pace] = [:]
    /// Where it is; a test that copies a disk changes it.
    package var place = Home.Place([.file: "1"])
    /// Where it belonged, newest first.
    package var homes = [Home(place: Home.Place([.file: "1"]), at: Date(timeIntervalSinceReferenceDate: 0), by: nil)]
    /// How many writes there were.
    package var changes = 0
    /// The living processes.
    package var owners: Set<String> = []

    package init() {}

    package func link(_ account: AccountID, _ system: SystemName) -> Link? { links[account]?[system]?.link }

    func relative(_ account: AccountID, on system: SystemName) -> AccountOnSystem? {
        accounts[account].map { AccountOnSystem(account: $0, link: link(account, system)) }
    }

    package var rows: [Row] {
        links.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// Another account that is synchronized under this id at the same vendor.
    func holder(of id: ExternalID, claimKey: String, except account: AccountID) -> AccountOnSystem? {
        for (other, systems) in links where other != account {
            for (system, row) in systems
            where row.claimKey == claimKey && row.link.state == .synchronized {
                // Swift compares texts in whatever Unicode form; white space at the ends does not count either.
                if row.link.externalID?.rawValue.trimmed == id.rawValue.trimmed { return relative(other, on: system) }
            }
        }
        return nil
    }

    func claimHolder(_ account: AccountID, _ claimKey: String) -> Row? {
        links[account]?.values.first { $0.claimKey == claimKey && $0.link.state.holdsClaim }
    }

    /// Replaces a row, and adds a line about it to the history.
    mutating func write(
        _ row: Row,
        _ event: LogEntry.Event,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String
    ) {
        var row = row
        row.ordersAsked = nil
        let link = row.link
        links[link.account, default: [:]][link.system] = link.state == .notSynchronized ? nil : row
        log.append(
            Line(
                entry: LogEntry(
                    number: Int64(log.count + 1),
                    event: event,
                    attempt: link.attempt,
                    account: link.account,
                    system: link.system,
                    generation: link.generation,
                    state: link.state,
                    externalID: externalID,
                    reason: reason,
                    at: moment,
                    by: by
                ),
                finding: finding
            )
        )
    }
}

extension Link {
    /// Whether two readings saw the link in the same state.
    func isSame(as other: Link) -> Bool {
        (generation, state, attempt?.rawValue, externalID?.rawValue)
            == (other.generation, other.state, other.attempt?.rawValue, other.externalID?.rawValue)
    }

    func moved(to state: SyncState, at moment: Moment, by: String, reason: Reason? = nil) -> Link {
        var link = self
        (link.state, link.changed, link.by, link.reason) = (state, moment.wall, by, reason)
        link.witness = nil
        return link
    }
}
