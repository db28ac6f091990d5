package import Accounts

/// The port to the durable memory of what was sent: intents, their outcomes, and the history of both (reliability.md).
///
/// Every writing call of this port and of `CaseStore` is one transaction with a full sync: when it returns, it is on the disk; when it
/// throws, nothing was written, or it is not known whether it was. Writers in whatever processes come one after the other, as if each
/// were alone: what a call reads to decide is still so when it writes. Links are bound to the process that opened the journal: its
/// death frees them for `takeOver`.
package protocol Journal: Sendable {
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
    ) async throws(StoreFailure) -> OutcomeVerdict

    /// Writes down that the exists call found an account before anything was sent: *already at the vendor*, or *conflict*. The values
    /// are kept as they were entered, for an adoption.
    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict

    /// Puts every link whose process died while sending in doubt, and returns them; doing it again changes nothing.
    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link]

    /// The history, newest first: of one account, or of all.
    func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry]
}
