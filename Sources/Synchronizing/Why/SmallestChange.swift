package import Accounts
package import FoundationEssentials

/// The least that has to be done so that a state or a value becomes another one.
package enum SmallestChange: Hashable, Sendable {
    /// It can be sent as it is; the reason why an earlier try did not reach the vendor, if there was one.
    case send(after: Reason?)
    /// What the vendor refused has to be corrected, then it can be sent.
    case correct(Reason)
    /// The first finding that blocks.
    case mend(Finding)
    case enable
    case liftPause(Reason)
    /// The claim is held under another registration of the same vendor.
    case otherSystem(SystemName)
    /// The vendor has to be asked for its fields.
    case askForFields
    /// Somebody is sending it.
    case waitForEnd
    /// Somebody will try again, not before this time if it is known.
    case waitForRetry(Date?)
    /// It is to be sent in a bulk run, which stands like this.
    case waitForRun(RunID, StoredRun.Standing)
    /// An account in doubt: ask, or decide.
    case resolve(Resolution)
    case adopt(ExternalID?)
    case compare(holder: Account?)
    /// It was given up; only an adoption is left.
    case adoptAfterAll
    /// It is synchronized, and a wrong adoption can be undone.
    case unlink
    /// It is synchronized by a request of ours: only the vendor can change that.
    case portal
    /// The column of the account that the value is taken from.
    case column(Account.Column, label: String)
    /// Another value can be entered.
    case enter(label: String)
    case chooseParent
    /// The vendor allows no other value.
    case vendor
}
