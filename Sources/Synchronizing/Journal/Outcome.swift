public import Accounts

/// What is written down of an attempt after it was sent.
public enum Outcome: Hashable, Sendable {
    /// The vendor created the account.
    case created(ExternalID)
    /// The vendor said no, in its words.
    case refused(String)
    /// Nothing reached the vendor; the claim is kept for another try, or given back.
    case notSent(String, triesAgain: Bool)
    /// It may have been done.
    case inDoubt(String)
}

extension Outcome {
    /// The states of a link for which it is accepted; one that waits for another try can only be given up.
    public var acceptingStates: Set<SyncState> {
        if case .notSent(_, triesAgain: false) = self { [.sending, .inDoubt, .waiting] } else { [.sending, .inDoubt] }
    }

    /// The same when nobody is there to try again.
    var final: Outcome {
        if case .notSent(let words, triesAgain: true) = self { .notSent(words, triesAgain: false) } else { self }
    }
}

/// What became of writing an outcome, or a finding, down.
public enum OutcomeVerdict: Hashable, Sendable {
    /// It is on the disk; the link as it is now.
    case recorded(Link)
    /// It is on the disk, and the id belongs to another account on this system: the link is in *conflict*.
    case conflict(Link, holder: Relative)
    /// The link has moved on since; nothing was written. The link as it is now, if there is one.
    case stale(Link?)
}

/// An answer of exists about an account in doubt.
public struct Probe: Hashable, Sendable {
    /// What exists said.
    public enum Finding: String, Hashable, Sendable, Codable {
        /// Not there.
        case absent
        /// There.
        case present
        /// Nothing that could be used.
        case unclear
    }

    /// What exists said.
    public var finding: Finding
    /// When.
    public var at: Moment
    /// The reason where it is unclear; otherwise empty.
    public var detail: String

    /// Makes a probe.
    public init(_ finding: Finding, at moment: Moment, detail: String = "") {
        self.finding = finding
        self.at = moment
        self.detail = detail
    }
}

/// A link that the operator decides to set: by adopting an id.
public struct Adoption: Hashable, Sendable {
    /// The link as the operator saw it; if it is another now, nothing is written.
    public var seen: Link
    /// The id at the vendor.
    public var externalID: ExternalID
    /// Whether exists did not confirm the id.
    public var isUnconfirmed: Bool
    /// The values as they were entered; not confirmed by anyone.
    public var options: [FieldID: String]
    /// The parent as it was entered.
    public var parent: AccountID?

    /// Makes an adoption.
    public init(
        seen: Link,
        externalID: ExternalID,
        isUnconfirmed: Bool = false,
        options: [FieldID: String],
        parent: AccountID?
    ) {
        self.seen = seen
        self.externalID = externalID
        self.isUnconfirmed = isUnconfirmed
        self.options = options
        self.parent = parent
    }
}
