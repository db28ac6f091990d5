package import Accounts

/// How a *Save & Synchronize* ended; both front ends tell it, and the exit code follows from it.
package enum Conclusion: Sendable {
    /// Created at the vendor. `duplicate` is another id that exists names for it, if it does.
    case created(Link, message: String, password: Secret?, duplicate: ExternalID?)
    /// Found at the vendor after an attempt of ours, or at the operator's wish, and linked.
    case adopted(Link)
    /// It was synchronized before; nothing was sent.
    case alreadySynchronized(Link)
    /// The same, with other values than are asked for now.
    case synchronizedOtherwise(Link, [ValueDifference])
    /// Exists found it before anything was sent; the operator decides.
    case atVendor(Link)
    /// The vendor said no.
    case refused(Refusal)
    /// Nothing reached the vendor.
    case notSent(Unsent)
    /// The vendor asked to come again later, as often as we tried.
    case throttled(after: Duration?)
    /// It may have been done.
    case inDoubt(Link, Doubt)
    /// The vendor's id belongs to another account.
    case conflict(Link, holder: AccountOnSystem)
    /// The preflight forbids it; nothing was sent.
    case blocked([Finding])
    /// What the form was made from changed meanwhile; nothing was sent.
    case changed([Change])
    /// Another attempt holds the claim; nothing was sent.
    case claimed(Link)
    /// Exists gave no usable answer; nothing was sent.
    case unanswered(ExistsVerdict)
    /// Nothing is sent to this system for now.
    case paused(Reason)
    /// The system is disabled.
    case disabled
    /// The registration cannot be used: a secret or a file cannot be read.
    case unusable(Unusable)
    /// The intent could not be committed; nothing was sent.
    case storeFailed(StoreFailure)
    /// The outcome of another attempt could not be committed yet, so nothing new is sent.
    case held(by: AttemptID)
    /// It was sent and its outcome could not be committed: the attempt and what the vendor said are all there is.
    case unrecorded(AttemptID, Outcome, StoreFailure)

    /// A vendor's no.
    package struct Refusal: Hashable, Sendable {
        /// The HTTP status.
        package var status: Int
        /// The vendor's words; as they came.
        package var message: String
        /// Whether it was said to exists, before anything was sent.
        package var isBeforeSending: Bool

        package init(status: Int, message: String, isBeforeSending: Bool) {
            self.status = status
            self.message = message
            self.isBeforeSending = isBeforeSending
        }

        /// Whether it concerns the registration, so that every other request would fail too.
        package var pausesSystem: Bool { status == 401 || status == 403 }
    }
}

extension Conclusion {
    /// The conclusion of a repeat that was not made: the first send is as doubtful as before.
    func after(_ link: Link, _ doubt: Doubt) -> Conclusion {
        switch self {
        case .unanswered, .changed, .claimed, .held, .storeFailed: .inDoubt(link, doubt)
        case .refused(let refusal) where refusal.isBeforeSending: .inDoubt(link, doubt)
        default: self
        }
    }
}
