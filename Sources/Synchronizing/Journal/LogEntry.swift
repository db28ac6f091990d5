public import Accounts

/// A line of the append-only history.
public struct LogEntry: Hashable, Sendable {
    /// What happened.
    public enum Event: String, Hashable, Sendable, CaseIterable, Codable {
        /// A request was about to be sent; the first entry of every attempt.
        case intent
        /// Its outcome.
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
    public var number: Int64
    /// What happened.
    public var event: Event
    /// The attempt, if it belongs to one.
    public var attempt: AttemptID?
    /// The account.
    public var account: AccountID
    /// The system.
    public var system: SystemName
    /// The generation of the link.
    public var generation: Int
    /// The state that the link had afterwards.
    public var state: SyncState
    /// The vendor's id, if one was said.
    public var externalID: ExternalID?
    /// The vendor's words, or a reason; as they came.
    public var detail: String
    /// When.
    public var at: Moment
    /// Who.
    public var by: String

    /// Makes an entry.
    public init(
        number: Int64,
        event: Event,
        attempt: AttemptID?,
        account: AccountID,
        system: SystemName,
        generation: Int,
        state: SyncState,
        externalID: ExternalID?,
        detail: String,
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
        self.detail = detail
        self.at = moment
        self.by = by
    }
}

/// A link that needs the operator, with what is known to decide by.
public struct OpenCase: Hashable, Sendable {
    /// The account with the link.
    public var relative: Relative
    /// The link itself.
    public var link: Link
    /// Whether the system's exists was seen to find an account that it had made.
    public var isExistsProved: Bool
    /// The intent of the attempt that left it in doubt, if one did.
    public var intent: Intent?
    /// What exists said since, oldest first.
    public var probes: [Probe]
    /// The other account that is synchronized under the link's id at the same vendor; while there is one, adopting is refused.
    public var holder: Relative?

    /// Makes a case.
    public init(
        relative: Relative,
        link: Link,
        isExistsProved: Bool,
        intent: Intent?,
        probes: [Probe],
        holder: Relative? = nil
    ) {
        self.holder = holder
        self.relative = relative
        self.link = link
        self.isExistsProved = isExistsProved
        self.intent = intent
        self.probes = probes
    }
}
