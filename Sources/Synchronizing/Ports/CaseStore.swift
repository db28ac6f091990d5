package import Accounts

/// The port to the links that need the operator: what is known of them, and what is decided about them.
///
/// A decision is made about a link as it was seen; if it has moved on since, nothing is written. Writing is as durable and as strictly
/// ordered as the journal's.
package protocol CaseStore: Sendable {
    /// The links that need the operator, oldest first.
    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase]

    /// What needs the operator about one account on a system, or was given up and can still be adopted; nil if nothing does.
    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase?

    /// Writes down what the exists call said about a link in doubt, unless it has moved on.
    func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure)

    /// Takes the turn to ask the vendor about a link in doubt: of all processes one gets it, and then none for some time.
    ///
    /// False where the link has moved on, or somebody took the turn, or wrote down an answer, less than `gap` before.
    func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool

    /// Links an id; from *already at the vendor*, *in doubt*, *conflict* or *abandoned*.
    ///
    /// An id that another account holds is a conflict: written down if the exists call named it for an account that was not in
    /// conflict or given up, else nothing is changed and the link stays as it was. Ids that differ only in white space at an end or in
    /// Unicode's forms of one letter are one id here (`ExternalID.folded`); each is kept as the vendor wrote it.
    func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// Gives a link up that is in doubt or in conflict: the claim stays.
    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// Undoes an adoption; a link that our own request created, or that is not synchronized, is stale.
    func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict
}
