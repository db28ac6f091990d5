import Accounts
import Synchronization
import Synchronizing

/// What a process expects to ask about what it sends; if that is wrong, it costs a question more.
final class Hints: Sendable {
    struct Sent: Sendable {
        var account: AccountID
        var system: SystemName
        var claimKey: String
    }

    private struct State {
        var claimKeys: [SystemName: String] = [:]
        var sent: [AttemptID: Sent] = [:]
        var runs: [RunID: SystemName] = [:]
    }

    private let state = Mutex(State())

    /// Whether the process sends.
    var isSending: Bool { state.withLock { !$0.claimKeys.isEmpty } }

    func claimKey(of system: SystemName) -> String? { state.withLock { $0.claimKeys[system] } }

    func sent(_ attempt: AttemptID) -> Sent? { state.withLock { $0.sent[attempt] } }

    /// Keeps what was sent until its outcome is known.
    func keep(_ intent: Intent, claimKey: String) {
        state.withLock { state in
            state.claimKeys[intent.system] = claimKey
            // What nobody asks about any more is not kept for ever.
            if state.sent.count >= Self.most { state.sent = [:] }
            state.sent[intent.attempt] = Sent(account: intent.account, system: intent.system, claimKey: claimKey)
        }
    }

    func forget(_ attempt: AttemptID) { state.withLock { $0.sent[attempt] = nil } }

    func system(of run: RunID) -> SystemName? { state.withLock { $0.runs[run] } }

    func keep(_ system: SystemName, of run: RunID) { state.withLock { $0.runs[run] = system } }

    private static let most = 1_000
}
