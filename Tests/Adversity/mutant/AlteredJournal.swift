import Accounts
import Synchronizing

/// A journal with some calls replaced.
struct AlteredJournal: Journal {
    let base: any Journal
    var onSituation: (@Sendable (Situation) -> Situation)?
    var onIntent: (@Sendable (Intent) async throws(StoreFailure) -> IntentVerdict)?
    var onIsSending: (@Sendable (AttemptID) async throws(StoreFailure) -> Bool)?
    var onOutcome: (@Sendable (Outcome, AttemptID, Moment) async throws(StoreFailure) -> OutcomeVerdict)?
    var onFound: (@Sendable (OutcomeVerdict, Moment) async throws(StoreFailure) -> OutcomeVerdict)?
    var onTakenOver: (@Sendable ([Link]) async throws(StoreFailure) -> [Link])?

    init(_ base: any Journal) { self.base = base }

    func workspace() async throws(StoreFailure) -> WorkspaceID { try await base.workspace() }
    func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState] {
        try await base.states(on: system)
    }
    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        guard let situation = try await base.situation(of: account, on: system) else { return nil }
        return onSituation?(situation) ?? situation
    }
    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        if let onIntent { return try await onIntent(intent) }
        return try await base.commit(intent)
    }
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        if let onIsSending { return try await onIsSending(attempt) }
        return try await base.isSending(attempt)
    }
    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        if let onOutcome { return try await onOutcome(outcome, attempt, moment) }
        return try await base.commit(outcome, of: attempt, at: moment)
    }
    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await base.recordFound(id, request: request, on: system, at: moment, by: by)
        if let onFound { return try await onFound(verdict, moment) }
        return verdict
    }
    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let taken = try await base.takeOver(at: moment, by: by)
        if let onTakenOver { return try await onTakenOver(taken) }
        return taken
    }
    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        try await base.openCases(on: system)
    }
    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await base.openCase(of: account, on: system)
    }
    func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await base.record(probe, of: link, by: by)
    }
    func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool {
        try await base.takeTurn(toAskAbout: link, at: moment, after: gap)
    }
    func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await base.adopt(adoption, at: moment, by: by)
    }
    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await base.abandon(link, at: moment, by: by)
    }
    func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await base.unlink(link, at: moment, by: by)
    }
    func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await base.history(of: account, limit: limit)
    }
}
