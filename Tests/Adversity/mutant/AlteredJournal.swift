import Accounts
import InMemory
import Synchronizing

/// A journal with some calls replaced.
struct AlteredJournal: ForwardingJournal {
    let inner: any SendingStore
    var onSituation: (@Sendable (Situation) -> Situation)?
    var onIntent: (@Sendable (Intent) async throws(StoreFailure) -> IntentVerdict)?
    var onIsSending: (@Sendable (AttemptID) async throws(StoreFailure) -> Bool)?
    var onOutcome: (@Sendable (Outcome, AttemptID, Moment) async throws(StoreFailure) -> OutcomeVerdict)?
    var onFound: (@Sendable (OutcomeVerdict, Moment) async throws(StoreFailure) -> OutcomeVerdict)?
    var onTakenOver: (@Sendable ([Link]) async throws(StoreFailure) -> [Link])?

    init(_ inner: any SendingStore) { self.inner = inner }

    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        guard let situation = try await inner.situation(of: account, on: system) else { return nil }
        return onSituation?(situation) ?? situation
    }
    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        if let onIntent { return try await onIntent(intent) }
        return try await inner.commit(intent)
    }
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        if let onIsSending { return try await onIsSending(attempt) }
        return try await inner.isSending(attempt)
    }
    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        if let onOutcome { return try await onOutcome(outcome, attempt, moment) }
        return try await inner.commit(outcome, of: attempt, at: moment)
    }
    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await inner.recordFound(id, request: request, on: system, at: moment, by: by)
        if let onFound { return try await onFound(verdict, moment) }
        return verdict
    }
    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let taken = try await inner.takeOver(at: moment, by: by)
        if let onTakenOver { return try await onTakenOver(taken) }
        return taken
    }
}
