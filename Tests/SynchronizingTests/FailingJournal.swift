import AccountStore
import Accounts
import InMemory
import Synchronization
import Synchronizing

/// The real store on a disk that is full when it matters.
final class FailingJournal: ForwardingJournal {
    /// Where it fails; after an intent, it is on the disk all the same.
    enum Point: Sendable { case intent, afterIntent, outcome }
    private let store: AccountStore
    private let point: Mutex<Point?>

    init(_ store: AccountStore, failsAt point: Point?) {
        self.store = store
        self.point = Mutex(point)
    }

    var inner: any SendingStore { store }

    func heal() { fail(at: nil) }

    func fail(at new: Point?) { point.withLock { $0 = new } }

    private func fail(_ here: Point) throws(StoreFailure) {
        if point.withLock({ $0 }) == here { throw .full(path: "test") }
    }

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        try fail(.intent)
        let verdict = try await store.commit(intent)
        try fail(.afterIntent)
        return verdict
    }

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try fail(.outcome)
        return try await store.commit(outcome, of: attempt, at: moment)
    }
}
