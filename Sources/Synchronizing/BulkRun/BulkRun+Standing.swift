package import Accounts

extension BulkRun {
    /// Where an account stands.
    package enum Standing: Hashable, Sendable {
        /// For its turn, or for its parent.
        case waiting
        /// It is being asked about, or sent.
        case underWay
        /// It is over, for this run.
        case ended(Result)
    }

    /// What came of an account.
    package enum Result: Hashable, Sendable {
        /// Created, adopted, or synchronized before.
        case synchronized
        /// Exists found it before anything was sent, and it was not to be adopted.
        case atVendor
        /// The vendor said no.
        case refused
        /// Nothing reached the vendor.
        case notSent
        /// Sent, outcome unknown.
        case inDoubt
        /// The vendor's id belongs to another account.
        case conflict
        /// The plan, the preflight, or a change since forbids it.
        case blocked
        /// Its parent failed.
        case skipped
        /// The store failed before anything was sent; nothing may be sent any more.
        case storeFailed
        /// It was sent, and what came of it could not be written down; nothing may be sent any more.
        case unrecorded
    }

    /// Something to do.
    package enum Action: Hashable, Sendable {
        /// Ask exists once about what an earlier run left in doubt; answers with `ended`.
        case ask(Int)
        /// Send an account; answers with `ended`, or with `unreachable`.
        case send(Int)
        /// Begin nothing for a while; answers with `held`.
        case hold(Duration)
        /// It is over.
        case finish(Ending)
    }

    /// Something that happened.
    package enum Event: Hashable, Sendable {
        /// It begins.
        case started
        /// An account is over.
        case ended(Int, Result)
        /// The breaker lets nothing through for a while; the account was not sent.
        case unreachable(Int, Duration)
        /// The vendor refuses everything.
        case quarantined(Int, Quarantine)
        /// The run ended before the account had its turn; it was not sent.
        case unbegun(Int)
        /// The hold is over.
        case held
        /// The operator wants it to end.
        case stopped
    }

    /// Why the vendor is left alone.
    package enum Quarantine: Hashable, Sendable {
        /// It answered with this status.
        case refused(status: Int)
        case paused(Reason)
        case failures(Int, of: Int)
    }

    /// Why it ended.
    package enum Ending: Hashable, Sendable {
        /// Nothing is left that could be done.
        case complete
        /// The operator stopped it.
        case stopped
        /// Too many became in doubt.
        case doubts(Int)
        /// The vendor refuses everything, or nearly; the reason.
        case quarantined(Quarantine)
        /// The vendor was not reachable, however often it was tried.
        case unreachable
        case storeFailed
    }
}
