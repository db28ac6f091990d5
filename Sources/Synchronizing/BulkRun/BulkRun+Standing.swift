package import Accounts

extension BulkRun {
    package enum Standing: Hashable, Sendable {
        /// It waits for its turn, or for its parent.
        case waiting
        /// The vendor is being asked about it, or it is being sent.
        case underWay
        /// This run has finished with it.
        case ended(Result)
    }

    package enum Result: String, Hashable, Sendable, Codable, CaseIterable {
        /// It was created or adopted, or was synchronized before.
        case synchronized
        /// The exists call found it before anything was sent, and it was not to be adopted.
        case atVendor
        case refused
        case notSent
        /// It was sent, and the outcome is unknown.
        case inDoubt
        case conflict
        /// The plan, the preflight, or a later change forbids it.
        case blocked
        case skipped
        /// The store failed before anything was sent; nothing more may be sent.
        case storeFailed
        /// It was sent, and its outcome could not be written down; nothing more may be sent.
        case unrecorded
        /// It was not to be tried in this run, and waits; only a record says so.
        case leftOut
    }

    package enum Action: Hashable, Sendable {
        /// Make one exists call about an account that an earlier run left in doubt; `ended` follows.
        case ask(Int)
        /// Send an account; `ended` or `unreachable` follows.
        case send(Int)
        /// Begin nothing for a while; `held` follows.
        case hold(Duration)
        case finish(Ending)
        /// This process has nothing under way any more, and leaves the rest to others.
        case leave
    }

    package enum Event: Hashable, Sendable {
        case started
        case ended(Int, Result)
        /// The circuit breaker lets nothing through for a while; the account was not sent.
        case unreachable(Int, Duration)
        /// The vendor refuses everything.
        case quarantined(Int, Quarantine)
        /// The run ended before the account's turn came; it was not sent.
        case unbegun(Int)
        case held
        case stopped
        /// Another process has taken it.
        case elsewhere(Int)
        /// Another process has ended it; `counts` is as in its record.
        case endedElsewhere(Int, Result, counts: Bool)
        /// Another process had taken it, and has it no longer.
        case freed(Int)
        /// There was no room for it at the system; nothing is begun until `looked`.
        case full(Int)
        /// Other processes hold, since the vendor cannot be reached; the account was not begun.
        case heldElsewhere(Int, Duration)
        /// What other processes did is known as of now.
        case looked
        /// How many processes work on the run.
        case shared(Int)
        /// The run has ended for everybody.
        case over(Ending)
        /// The run's own rows cannot be written.
        case storeFailed
        /// This process is to begin nothing more, and the run goes on without it.
        case leaving
    }

    /// Why nothing more is sent to the vendor.
    package enum Quarantine: Hashable, Sendable {
        /// It answered with this status.
        case refused(status: Int)
        case paused(Reason)
        case failures(Int, of: Int)
    }

    package enum Ending: Hashable, Sendable {
        case complete
        case stopped
        /// Too many accounts became in doubt.
        case doubts(Int)
        /// The vendor refuses everything, or nearly everything.
        case quarantined(Quarantine)
        /// The vendor could not be reached, however often it was tried.
        case unreachable
        case storeFailed
    }
}
