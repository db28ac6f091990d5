package import Accounts

/// How a *Save & Synchronize* ended; both front ends report it, and the exit code follows from it.
package enum Conclusion: Sendable {
    /// The vendor created the account; `duplicate` is a different id that the exists call returned for it, if it did.
    case created(Link, message: String, password: Secret?, duplicate: ExternalID?)
    /// The vendor had the account, after an attempt of ours or at the operator's wish, and it was linked.
    case adopted(Link)
    /// It was synchronized before; nothing was sent.
    case alreadySynchronized(Link)
    /// It was synchronized before, with values other than the ones asked for now.
    case synchronizedOtherwise(Link, [ValueDifference])
    /// The exists call found it before anything was sent; the operator decides.
    case atVendor(Link)
    case refused(Refusal)
    /// Nothing reached the vendor.
    case notSent(Unsent)
    /// The vendor asked us to come again later, on every try.
    case throttled(after: Duration?)
    /// The vendor asked us to come again later, and what it belongs to was stopped before the next try.
    case throttledAndStopped(after: Duration?)
    /// The account may have been created.
    case inDoubt(Link, Doubt)
    /// The vendor's id belongs to another account.
    case conflict(Link, holder: AccountOnSystem, password: Secret? = nil)
    /// The preflight forbids it; nothing was sent.
    case blocked([Finding])
    /// What the form was made from has changed; nothing was sent.
    case changed([Change])
    /// Another attempt holds the claim, or somebody decided meanwhile; there is a password only if it was sent.
    case claimed(Link, password: Secret? = nil)
    /// The exists call returned no usable answer; nothing was sent.
    case unanswered(ExistsVerdict)
    /// Nothing is sent to this system until its pause is lifted.
    case paused(Reason)
    case disabled
    /// The registration cannot be used: a secret or a file cannot be read.
    case unusable(Unusable)
    /// The intent could not be committed; nothing was sent.
    case storeFailed(StoreFailure)
    /// The outcome of another attempt could not be committed yet, so nothing new is sent.
    case held(by: AttemptID)
    /// It was sent and its outcome could not be committed: only the attempt and the vendor's answer are known.
    case unrecorded(AttemptID, Outcome, StoreFailure, password: Secret? = nil)

    package struct Refusal: Hashable, Sendable {
        package var status: Int
        /// The vendor's words, unchanged.
        package var message: String
        /// Whether the exists call was refused, before anything was sent.
        package var isBeforeSending: Bool

        package init(status: Int, message: String, isBeforeSending: Bool) {
            self.status = status
            self.message = message
            self.isBeforeSending = isBeforeSending
        }

        /// Whether it concerns the registration, so that every other request would fail too.
        package var pausesSystem: Bool { Reason.refusesKey(status) }
    }
}

extension Conclusion {
    /// The conclusion when a repeat was not made: the first send is as doubtful as before.
    func after(_ link: Link, _ doubt: Doubt) -> Conclusion {
        switch self {
        case .unanswered, .changed, .claimed, .held, .storeFailed: .inDoubt(link, doubt)
        case .refused(let refusal) where refusal.isBeforeSending: .inDoubt(link, doubt)
        default: self
        }
    }
}
