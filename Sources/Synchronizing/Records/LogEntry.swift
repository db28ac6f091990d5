package import Accounts

/// An entry in the append-only history.
package struct LogEntry: Hashable, Sendable {
    package enum Event: String, Hashable, Sendable, CaseIterable, Codable {
        /// A request was about to be sent; the first entry of every attempt.
        case intent
        case outcome
        /// The process that held the link had died; usually in doubt afterwards.
        case takenOver = "taken over"
        /// The exists call found the account before anything was sent.
        case found
        /// The exists call was made about an account in doubt.
        case probe
        /// The operator, or a resolution, linked an id.
        case adopted
        case abandoned
        /// A wrong adoption was undone.
        case unlinked
    }

    /// The position in the history of the workspace.
    package var number: Int64
    package var event: Event
    package var attempt: AttemptID?
    package var account: AccountID
    package var system: SystemName
    package var generation: Int
    /// The state that the link had afterwards.
    package var state: SyncState
    package var externalID: ExternalID?
    /// The reason; nil if the state says it all.
    package var reason: Reason?
    package var at: Moment
    /// The operator in whose name it happened.
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
