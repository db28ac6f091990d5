package import Accounts

/// The port to the durable memory of what was sent: intents, their outcomes, and the history of both
/// (docs/reliability.md).
///
/// Every writing call of this port and of `CaseStore` is one transaction with a full sync: when it returns, the write
/// is on the disk; when it throws, either nothing was written, or it is not known whether it was. Writers in all
/// processes are serialized, as if each were alone: what a call reads in order to decide still holds when it writes.
/// Links are bound to the process that opened the journal; when it dies, they are free for `takeOver`.
package protocol Journal: Sendable {
    /// Takes or keeps the claim and writes the intent down, if what the intent was made from is unchanged.
    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict

    /// Whether the link is still sending with this attempt, for this process.
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool

    /// Only accepted for a link that is sending or in doubt with that attempt or, to give the claim back, waiting.
    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict

    /// Writes down that the exists call found an account before anything was sent.
    ///
    /// The link is then *already at the vendor*, or in *conflict*. The values are kept as entered, for an adoption.
    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict

    /// Puts in doubt every link whose process died while sending, and returns them; doing it again changes nothing.
    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link]

    /// What the store lacks of some attempts.
    func gaps(among attempts: [AttemptID]) async throws(StoreFailure) -> JournalGaps

    /// Whether the book has what each of some sends is about.
    func places(of sends: [KeptSend]) async throws(StoreFailure) -> [SendPlace]

    /// Takes in a send that the store has lost, as *sending* for this process, also away from home: its outcome, or that it
    /// is in doubt, is to be committed at once. A process that dies in between leaves it in doubt.
    func admit(_ send: KeptSend, at moment: Moment, by: String) async throws(StoreFailure) -> Admission

    /// The history of one account, or of all accounts; newest first.
    func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry]

    /// The attempts that a system's vendor refused, also those after which the account was sent again; newest first.
    func refusals(on system: SystemName, limit: Int) async throws(StoreFailure) -> [RefusedAttempt]
}
