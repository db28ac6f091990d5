package import Accounts

/// The port to the durable memory of what was sent: links, intents, outcomes, and the history of both (reliability.md).
///
/// Every writing call is one transaction with a full sync: when it returns, it is on the disk; when it throws, nothing was written,
/// or it is not known whether it was. Rows are bound to the process that opened the journal: its death frees them for `takeOver`.
package protocol Journal: Sendable {
    /// The name of the workspace, given once, when it was made.
    func workspace() async throws(StoreFailure) -> WorkspaceID
    /// The states of all accounts that have a link on a system.
    func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState]
    /// All that is known of an account on a system, in one consistent reading; nil if the account, the system or its definitions
    /// are unknown.
    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation?

    /// The same of many accounts, in their order; one that is unknown is left out.
    func situations(of accounts: [AccountID], on system: SystemName) async throws(StoreFailure) -> [Situation]
    /// Takes or keeps the claim and writes the intent down, if what it was made from is still so.
    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict

    /// Whether the link is still sending with this attempt, for this process.
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool

    /// Writes an outcome down; accepted only for a link that is sending or in doubt with that attempt, or, to give the claim back,
    /// waiting.
    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure)
        -> OutcomeVerdict

    /// Writes down that exists found an account before anything was sent: *already at the vendor*, or *conflict*. The values are
    /// kept as they were entered, for an adoption.
    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict

    /// Puts every link whose process died while sending in doubt, and answers them; doing it again changes nothing.
    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link]

    /// The links that need the operator, oldest first.
    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase]

    /// What needs the operator about one account on a system; nil if nothing does.
    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase?
    /// Writes down what exists said about a link in doubt, unless it has moved on.
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
    /// An id that another account holds is a conflict: written down if exists named it for an account that was not in conflict or
    /// given up, else nothing is changed and the link stays as it was.
    func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// Gives a link up that is in doubt or in conflict: the claim stays.
    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// Undoes an adoption; a link that our own request created, or that is not synchronized, is stale.
    func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict

    /// The history, newest first: of one account, or of all.
    func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry]
}

extension Journal {
    /// One reading for each account; a store that can do better does.
    package func situations(
        of accounts: [AccountID],
        on system: SystemName
    ) async throws(StoreFailure) -> [Situation] {
        var situations: [Situation] = []
        for account in accounts {
            if let situation = try await situation(of: account, on: system) { situations.append(situation) }
        }
        return situations
    }
}
