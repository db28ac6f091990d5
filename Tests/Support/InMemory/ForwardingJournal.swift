package import Accounts
package import Synchronizing

/// The ports of a store that have to do with sending.
package typealias SendingStore = CaseStore & Journal & SituationReader

/// A journal that stands before another, cases and situations with it, and does as that one does but for what it says itself.
package protocol ForwardingJournal: SendingStore {
    /// The store behind it.
    var inner: any SendingStore { get }
}

extension ForwardingJournal {
    package func workspace() async throws(StoreFailure) -> WorkspaceID { try await inner.workspace() }

    package func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState] {
        try await inner.states(on: system)
    }

    package func parents(of accounts: [AccountID]) async throws(StoreFailure) -> [AccountID: AccountID?] {
        try await inner.parents(of: accounts)
    }

    package func intent(of attempt: AttemptID) async throws(StoreFailure) -> Intent? {
        try await inner.intent(of: attempt)
    }

    package func knownResellerIDs(
        in field: FieldID,
        on system: SystemName
    ) async throws(StoreFailure) -> KnownResellerIDs {
        try await inner.knownResellerIDs(in: field, on: system)
    }

    package func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        try await inner.situation(of: account, on: system)
    }

    package func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict { try await inner.commit(intent) }

    package func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        try await inner.isSending(attempt)
    }

    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await inner.commit(outcome, of: attempt, at: moment)
    }

    package func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await inner.recordFound(id, request: request, on: system, at: moment, by: by)
    }

    package func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        try await inner.takeOver(at: moment, by: by)
    }

    package func places(of sends: [KeptSend]) async throws(StoreFailure) -> [SendPlace] {
        try await inner.places(of: sends)
    }

    package func gaps(among attempts: [AttemptID]) async throws(StoreFailure) -> JournalGaps {
        try await inner.gaps(among: attempts)
    }

    package func admit(_ send: KeptSend, at moment: Moment, by: String) async throws(StoreFailure) -> Admission {
        try await inner.admit(send, at: moment, by: by)
    }

    package func refusals(on system: SystemName, limit: Int) async throws(StoreFailure) -> [RefusedAttempt] {
        try await inner.refusals(on: system, limit: limit)
    }

    package func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        try await inner.openCases(on: system)
    }

    package func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await inner.openCase(of: account, on: system)
    }

    package func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await inner.record(probe, of: link, by: by)
    }

    package func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool {
        try await inner.takeTurn(toAskAbout: link, at: moment, after: gap)
    }

    package func adopt(
        _ adoption: Adoption,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await inner.adopt(adoption, at: moment, by: by)
    }

    package func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await inner.abandon(link, at: moment, by: by)
    }

    package func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await inner.unlink(link, at: moment, by: by)
    }

    package func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await inner.history(of: account, limit: limit)
    }
}
