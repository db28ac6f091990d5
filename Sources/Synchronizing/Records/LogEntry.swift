package import Accounts

/// A line of the append-only history.
package struct LogEntry: Hashable, Sendable {
    /// What happened.
    package enum Event: String, Hashable, Sendable, CaseIterable, Codable {
        /// A request was about to be sent; the first entry of every attempt.
        case intent
        case outcome
        /// The process that had sent it was gone; now in doubt.
        case takenOver = "taken over"
        /// Exists found it before anything was sent.
        case found
        /// Exists was asked about an account in doubt.
        case probe
        /// The operator, or a resolution, linked an id.
        case adopted
        /// The operator gave it up.
        case abandoned
        /// A wrong adoption was undone.
        case unlinked
    }

    /// The position in the history of the workspace.
    package var number: Int64
    /// What happened.
    package var event: Event
    /// The attempt, if it belongs to one.
    package var attempt: AttemptID?
    package var account: AccountID
    package var system: SystemName
    /// The generation of the link.
    package var generation: Int
    /// The state that the link had afterwards.
    package var state: SyncState
    /// The vendor's id, if one was said.
    package var externalID: ExternalID?
    /// Why; nil where the state says it all.
    package var reason: Reason?
    /// When.
    package var at: Moment
    /// Who.
    package var by: String

    package init(
        number: Int64,
        event: Event,
        attempt: AttemptID?,
        account: AccountID,
        system: SystemName,
        generation: Int,
        state: SyncState,
        externalID: ExternalID?,
        reason: Reason?,
        at moment: Moment,
        by: String
    ) {
        self.number = number
        self.event = event
        self.attempt = attempt
        self.account = account
        self.system = system
        self.generation = generation
        self.state = state
        self.externalID = externalID
        self.reason = reason
        self.at = moment
        self.by = by
    }
}
