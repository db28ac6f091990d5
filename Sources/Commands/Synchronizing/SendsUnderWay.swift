import Accounts
import Synchronization
import Synchronizing
import Telling

/// What a command is sending at the moment, for requests to end it.
final class SendsUnderWay: Sendable {
    private struct State {
        /// The accounts that were begun and have not ended; true once an intent may be on the disk, so that ending
        /// leaves the account in doubt.
        var isOut: [AccountCode: Bool] = [:]
        /// Those of them that only wait for their next try.
        var resting: Set<AccountCode> = []
        var isEnding = false

        var out: [AccountCode] { isOut.filter(\.value).keys.sorted() }
        var unsent: [AccountCode] { isOut.filter { !$0.value }.keys.sorted() }
    }

    let system: SystemName
    private let idle: String
    private let cleanUp: @Sendable () -> Void
    private let state = Mutex(State())

    /// `idle` is what is printed on ending while nothing is being sent; `cleanUp` runs before the process ends at once.
    init(on system: SystemName, idle: String, cleanUp: @escaping @Sendable () -> Void = {}) {
        self.system = system
        self.idle = idle
        self.cleanUp = cleanUp
    }

    /// Whether nothing new may begin.
    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// Records how far an account has got; it does not return once the process is ending at once, so that nothing more
    /// is sent.
    func note(_ code: AccountCode, _ progress: Submission.Stage) {
        state.withLock { state in
            switch progress {
            case .committing, .sending, .recording: state.isOut[code] = true
            case .rereading, .unread, .asking, .waiting: state.isOut[code] = false
            }
            if case .waiting = progress { state.resting.insert(code) } else { state.resting.remove(code) }
        }
    }

    func ended(_ code: AccountCode) {
        state.withLock { state in
            state.isOut[code] = nil
            state.resting.remove(code)
        }
    }

    /// What is said when a bulk run is stopped.
    func stopping(_ signal: EndSignal) -> EndReply {
        let (isOut, resting) = state.withLock { ($0.isOut.count > $0.resting.count, $0.resting.sorted()) }
        return .finishes([Phrases.stopping(signal.again, isOut: isOut, resting: resting)])
    }

    /// Handles a request to end for sends that follow one another: waits for what is out, otherwise ends at once.
    func answer(_ signal: EndSignal, isFirst: Bool) -> EndReply {
        let codes = state.withLock { state in
            let out = state.out
            if isFirst, !out.isEmpty {
                state.isEnding = true
                return out
            }
            // Inside the lock, so that no send begins between what is printed and the end.
            cleanUp()
            EndRequests.end(saying: out.isEmpty ? [idle] : Phrases.left(inDoubt: out, system), signal)
        }
        return .finishes([Phrases.finishing(codes, system, signal.again)])
    }

    /// Ends the program at once; the headline depends on how many sends are under way.
    func end(_ signal: EndSignal, saying headline: (Int) -> String) -> Never {
        state.withLock { state in
            var lines = [headline(state.isOut.count)]
            if !state.unsent.isEmpty { lines.append(Phrases.notSent(state.unsent)) }
            lines += state.out.isEmpty ? [idle] : Phrases.left(inDoubt: state.out, system)
            EndRequests.end(saying: lines, signal)
        }
    }
}
