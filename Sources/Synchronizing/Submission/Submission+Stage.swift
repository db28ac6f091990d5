package import Accounts

extension Submission {
    /// The progress of a *Save & Synchronize*, for whoever waits.
    package enum Stage: Hashable, Sendable {
        /// The vendor is asked whether the account exists.
        case asking
        case committing
        /// The request is on its way; nobody will send it again.
        case sending(AttemptID, limit: Duration)
        case recording
        /// It waits before the next try.
        case waiting(Duration)
    }
}
