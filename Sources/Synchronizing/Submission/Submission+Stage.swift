package import Accounts
package import FoundationEssentials

extension Submission {
    /// The progress of a *Save & Synchronize*, for whoever waits.
    package enum Stage: Hashable, Sendable {
        /// The account is read again, since it may have changed in the BSS.
        case rereading
        /// The BSS cannot be read: what is sent is as of this time, if it is known.
        case unread(asOf: Date?)
        /// The vendor is asked whether the account exists.
        case asking
        case committing
        /// The request is on its way; nobody will send it again.
        case sending(AttemptID, limit: Duration)
        case recording
        /// It waits before the next try, for as long as the vendor asked for, or as we think best.
        case waiting(Duration, isVendorsWish: Bool)
    }
}
