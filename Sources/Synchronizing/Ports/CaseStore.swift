package import Accounts

/// The port to the links that need the operator: what is known about them, and what is decided about them.
///
/// A decision is made about a link as it was seen; if the link has changed since, nothing is written. Writes are as
/// durable and as strictly ordered as the journal's.
package protocol CaseStore: Sendable {
    /// The links that need the operator, oldest first.
    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase]

    /// The case of an account on a system, or its link if that was given up and can still be adopted; nil otherwise.
    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase?

    /// Writes down what the exists call said about a link in doubt, unless the link has changed.
    func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure)

    /// Takes the turn to ask the vendor about a link in doubt: one process gets it, then none for some time.
    ///
    /// False if the link has changed, or if somebody took the turn or wrote down an answer less than `gap` before.
    func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool

    /// Links an id, from *already at the vendor*, *in doubt*, *conflict* or *abandoned*.
    ///
    /// An id that another account holds is a conflict. The conflict is written down if the exists call named the id for
    /// an account that was neither in conflict nor given up; otherwise nothing changes and the link stays as it was.
    /// Ids that differ only in white space at either end or in Unicode's forms of one letter are one id here
    /// (`ExternalID.folded`); each is kept as the vendor wrote it.
    func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// Gives up a link that is in doubt or in conflict; the claim stays.
    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// Undoes an adoption; a link that our own request created, or that is not synchronized, is stale.
    func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict
}
