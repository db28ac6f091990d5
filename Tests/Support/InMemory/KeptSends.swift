package import Accounts
import Synchronization
package import Synchronizing

/// A sender's journal in memory.
package final class KeptSends: SendersJournal {
    private let state = Mutex<(kept: [KeptSend], settled: String?)>(([], nil))

    package init() {}

    package var kept: [KeptSend] {
        get { state.withLock { $0.kept } }
        set { state.withLock { $0.kept = newValue } }
    }
    package var settled: String? { state.withLock { $0.settled } }

    package func begin(_ intent: Intent, at vendor: String) async throws(StoreFailure) {}
    package func end(_ attempt: AttemptID, _ outcome: Outcome) async {}
    package func reading() async throws(StoreFailure) -> SendersReading {
        var reading = SendersReading()
        reading.sends = kept
        return reading
    }
    package func latest(_ count: Int) async throws(StoreFailure) -> [KeptSend] { kept.suffix(count) }
    package func mark() async throws(StoreFailure) -> String? { settled }
    package func keep(mark: String) async throws(StoreFailure) { state.withLock { $0.settled = mark } }
}
