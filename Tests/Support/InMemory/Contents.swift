package import Accounts
package import Synchronizing

/// What a workspace remembers, as plain values: each table of the real store is a dictionary, its history an array.
package struct Contents: Sendable {
    /// A link with what only the store knows of it.
    package struct Row: Hashable, Sendable {
        package var link: Link
        /// The vendor that the claim is on.
        package var claimKey: String
        /// The email that was sent, folded.
        package var email: String
        /// The process that holds it while it is sending or waiting.
        package var owner: String?
        /// When a process last took its turn to ask about it.
        package var asked: Moment?
    }

    /// An intent that was committed.
    package struct Sent: Hashable, Sendable {
        package var intent: Intent
        /// The generation that it opened or went on with.
        package var generation: Int
        /// The process that committed it.
        package var owner: String
    }

    /// A line of the history, with what exists said where it was asked.
    package struct Line: Hashable, Sendable {
        /// The line as it is shown.
        package var entry: LogEntry
        /// What exists said.
        package var finding: Probe.Answer?
    }

    package var accounts: [AccountID: Account] = [:]
    /// The store's own keys of the accounts.
    package var keys: [AccountID: AccountKey] = [:]
    /// The registered systems.
    package var systems: [SystemName: ProvisioningSystem] = [:]
    /// What the systems answered last.
    package var definitions: [SystemName: SyncOptionDefinitions] = [:]
    package var links: [AccountID: [SystemName: Row]] = [:]
    /// The intents.
    package var attempts: [AttemptID: Sent] = [:]
    /// The history, oldest first.
    package var log: [Line] = []
    /// How many writing calls there were.
    package var changes = 0
    /// The processes that live.
    package var owners: Set<String> = []

    /// An empty workspace.
    package init() {}

    package func link(_ account: AccountID, _ system: SystemName) -> Link? { links[account]?[system]?.link }

    func relative(_ account: AccountID, on system: SystemName) -> AccountOnSystem? {
        accounts[account].map { AccountOnSystem(account: $0, link: link(account, system)) }
    }

    /// All rows, by account and system.
    package var rows: [Row] {
        links.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// The other account that is synchronized under an id at the same vendor.
    func holder(of id: ExternalID, claimKey: String, except account: AccountID) -> AccountOnSystem? {
        for (other, systems) in links where other != account {
            for (system, row) in systems
            where row.claimKey == claimKey && row.link.externalID == id && row.link.state == .synchronized {
                return relative(other, on: system)
            }
        }
        return nil
    }

    /// The link that holds the claim on an account at a vendor.
    func claimHolder(_ account: AccountID, _ claimKey: String) -> Row? {
        links[account]?.values.first { $0.claimKey == claimKey && $0.link.state.holdsClaim }
    }

    /// Puts a row in the place of the one before, and a line about it into the history.
    mutating func write(
        _ row: Row,
        _ event: LogEntry.Event,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String
    ) {
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
    /// Whether two readings saw the same state of it.
    func isSame(as other: Link) -> Bool {
        (generation, state, attempt?.rawValue, externalID?.rawValue)
            == (other.generation, other.state, other.attempt?.rawValue, other.externalID?.rawValue)
    }

    /// The link in another state.
    func moved(to state: SyncState, at moment: Moment, by: String, reason: Reason? = nil) -> Link {
        var link = self
        (link.state, link.changed, link.by, link.reason) = (state, moment.wall, by, reason)
        return link
    }
}
