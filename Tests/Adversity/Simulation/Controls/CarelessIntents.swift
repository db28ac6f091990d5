import Accounts
import FoundationEssentials
import InMemory
import Synchronization
import Synchronizing

extension Intent {
    var pretended: Link {
        Link(
            account: account,
            system: system,
            generation: max(basis.generation, 1),
            state: .sending,
            attempt: attempt,
            changed: begun.wall,
            by: by
        )
    }
}

/// Claims that an intent is committed.
struct WithoutIntent: ForwardingJournal {
    let inner: any SendingStore

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict { .committed(intent.pretended) }
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool { true }
}

/// Commits an intent only when its outcome is known.
final class LateIntent: ForwardingJournal {
    let inner: any SendingStore
    private let waiting = Mutex<[AttemptID: Intent]>([:])

    init(inner: any SendingStore) { self.inner = inner }

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        waiting.withLock { $0[intent.attempt] = intent }
        return .committed(intent.pretended)
    }

    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool { true }

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        if let intent = waiting.withLock({ $0.removeValue(forKey: attempt) }) { _ = try await inner.commit(intent) }
        return try await inner.commit(outcome, of: attempt, at: moment)
    }
}

/// Ignores that an intent could not be committed.
struct UnheardFailure: ForwardingJournal {
    let inner: any SendingStore

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        do { return try await inner.commit(intent) } catch { return .committed(intent.pretended) }
    }
    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool { true }
}

/// Ignores that an outcome could not be committed.
struct UnheardOutcome: ForwardingJournal {
    let inner: any SendingStore

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        do { return try await inner.commit(outcome, of: attempt, at: moment) } catch { return .stale(nil) }
    }
}

/// Takes every reseller for synchronized.
struct WithoutParent: ForwardingJournal {
    let inner: any SendingStore

    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        var situation = try await inner.situation(of: account, on: system)
        if let parent = situation?.parent?.account {
            situation?.parent?.link = Link(
                account: parent.id,
                system: system,
                state: .synchronized,
                externalID: "v-1",
                changed: .distantPast
            )
        }
        return situation
    }

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        var intent = intent
        intent.parent = nil
        return try await inner.commit(intent)
    }
}

/// Commits an intent no matter what has changed since its form was made.
struct WithoutBasis: ForwardingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        var intent = intent
        // Takes the present state for the one that the request was made from.
        if let now = disk.contents.basis(of: intent) { intent.basis = now }
        return try await inner.commit(intent)
    }
}

extension Contents {
    fileprivate func basis(of intent: Intent) -> Intent.Basis? {
        guard let account = accounts[intent.account], let system = systems[intent.system] else { return nil }
        return Intent.Basis(
            account: account.revision,
            system: system.revision,
            definitions: definitions[intent.system]?.revision ?? 0,
            generation: link(intent.account, intent.system)?.generation ?? 0
        )
    }
}
