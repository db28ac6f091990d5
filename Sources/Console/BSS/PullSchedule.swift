import Accounts
import FoundationEssentials
import Synchronization

/// When an open console reads the BSS by itself.
struct PullSchedule: Sendable {
    /// When it last tried to.
    var tried: Date?

    /// When the next pull is due; nil if never.
    func due(_ bss: ConnectedBSS, at now: Date) -> Date? {
        let (connection, state) = (bss.connection, bss.state)
        guard connection.pullEveryMinutes > 0 else { return nil }
        var gap = Double(connection.pullEveryMinutes) * 60
        // A person is to look at it first; until then it is enough to find out seldom that the BSS is right again.
        if state.held != nil { gap = max(gap, 3_600) }
        let last = [state.pulled, state.held?.at, tried].compactMap(\.self).max()
        // A clock that was set back must not put it off for ever.
        guard let last, last <= now.addingTimeInterval(60) else { return now }
        return last.addingTimeInterval(gap)
    }
}

/// The right to pull in this console: one pull at a time has it, and none takes it by itself while something is sent,
/// since a large pull writes for a long time.
final class PullTurn: Sendable {
    private struct State {
        var isTaken = false
        var sends = 0
    }

    private let state = Mutex(State())

    func take() -> Bool {
        state.withLock { state in
            defer { state.isTaken = true }
            return !state.isTaken
        }
    }

    func giveBack() { state.withLock { $0.isTaken = false } }

    func sendBegins() { state.withLock { $0.sends += 1 } }
    func sendEnds() { state.withLock { $0.sends -= 1 } }

    /// Whether a pull may begin by itself.
    var isFree: Bool { state.withLock { !$0.isTaken && $0.sends == 0 } }
}
