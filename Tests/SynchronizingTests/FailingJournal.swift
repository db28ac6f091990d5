import AccountStore
import Accounts
import Synchronization
import Synchronizing

/// The real store on a disk that is full when it matters.
final class FailingJournal: Journal {
    enum Point: Sendable { case intent, outcome }
    private let store: AccountStore
    private let point: Mutex<Point?>

    init(_ store: AccountStore, failsAt point: Point) {
        self.store = store
        self.point = Mutex(point)
    }

    func heal() { point.withLock { $0 = nil } }

    private func fail(_ here: Point) throws(StoreFailure) {
        if point.withLock({ $0 }) == here { throw .full(path: "test") }
    }

    func workspace() async throws(StoreFailure) -> WorkspaceID { try await store.workspace() }
    func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState] {
        try await store.states(on: system)
    }
    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await store.openCase(of: account, on: system)
    }
    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        try await store.situation(of: account, on: system)
    }
    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        try fail(.intent)
        return try await store.commit(intent)
    }
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool { try await store.isSending(attempt) }
    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try fail(.outcome)
        return try await store.commit(outcome, of: attempt, at: moment)
    }
    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await store.recordFound(id, request: request, on: system, at: moment, by: by)
    }
    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        try await store.takeOver(at: moment, by: by)
    }
    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        try await store.openCases(on: system)
    }
    func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await store.record(probe, of: link, by: by)
    }
    func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await store.adopt(adoption, at: moment, by: by)
    }
    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await store.abandon(link, at: moment, by: by)
    }
    func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await store.unlink(link, at: moment, by: by)
    }
    func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await store.history(of: account, limit: limit)
    }
}
