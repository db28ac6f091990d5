package import Accounts

/// What is written down of an attempt after it was sent.
package enum Outcome: Hashable, Sendable {
    /// The vendor created the account.
    case created(ExternalID)
    /// The vendor said no, in its words.
    case refused(status: Int, message: String)
    /// Nothing was created; the claim is kept for another try, or given back.
    case notSent(Reason, triesAgain: Bool)
    /// It may have been done.
    case inDoubt(Doubt)
}

extension Outcome {
    /// The states of a link for which it is accepted; one that waits for another try can only be given up.
    package var acceptingStates: Set<SyncState> {
        if case .notSent(_, triesAgain: false) = self { [.sending, .inDoubt, .waiting] } else { [.sending, .inDoubt] }
    }

    /// The same when nobody is there to try again.
    var final: Outcome {
        if case .notSent(let reason, triesAgain: true) = self { .notSent(reason, triesAgain: false) } else { self }
    }

    /// Why the link is as it is afterwards.
    package var reason: Reason? {
        switch self {
        case .created: nil
        case .refused(let status, let message): .refused(status: status, message: message)
        case .notSent(let reason, _): reason
        case .inDoubt(let doubt): .inDoubt(doubt)
        }
    }
}

/// What became of writing an outcome, or a finding, down.
package enum OutcomeVerdict: Hashable, Sendable {
    /// It is on the disk; the link as it is now.
    case recorded(Link)
    /// It is on the disk, and the id belongs to another account on this system: the link is in *conflict*.
    case conflict(Link, holder: AccountOnSystem)
    /// The link has moved on since; nothing was written. The link as it is now, if there is one.
    case stale(Link?)
}
