package import Accounts

/// What is written down after an attempt.
package enum Outcome: Hashable, Sendable {
    case created(ExternalID)
    /// The vendor refused; its own words.
    case refused(status: Int, message: String)
    /// Nothing was created; the claim is kept for another try, or given back.
    case notSent(Reason, triesAgain: Bool)
    /// The account may have been created.
    case inDoubt(Doubt)
}

extension Outcome {
    /// The states in which a link accepts it; one that waits for another try can only be given up.
    package var acceptingStates: Set<SyncState> {
        if case .notSent(_, triesAgain: false) = self { [.sending, .inDoubt, .waiting] } else { [.sending, .inDoubt] }
    }

    /// The same outcome if nobody is going to try again.
    var final: Outcome {
        if case .notSent(let reason, triesAgain: true) = self { .notSent(reason, triesAgain: false) } else { self }
    }

    /// The reason that the link has afterwards.
    package var reason: Reason? {
        switch self {
        case .created: nil
        case .refused(let status, let message): .refused(status: status, message: message)
        case .notSent(let reason, _): reason
        case .inDoubt(let doubt): .inDoubt(doubt)
        }
    }
}

/// What became of writing down an outcome or a finding.
package enum OutcomeVerdict: Hashable, Sendable {
    /// It is on the disk; the link as it is now.
    case recorded(Link)
    /// It is on the disk, and the id belongs to another account on this system: the link is in *conflict*.
    case conflict(Link, holder: AccountOnSystem)
    /// The link has changed since, and nothing was written; the link as it is now, if there is one.
    case stale(Link?)
}
