import Accounts
import Synchronization
import Synchronizing
import Telling

/// What a command is sending just now, for whoever asks it to end.
final class SendsUnderWay: Sendable {
    private struct State {
        /// Those that were begun and are not over; true once an intent may be on the disk, so that an end leaves it in doubt.
        var isOut: [AccountCode: Bool] = [:]
        var isEnding = false

        var out: [AccountCode] { isOut.filter(\.value).keys.sorted() }
        var unsent: [AccountCode] { isOut.filter { !$0.value }.keys.sorted() }
    }

    let system: SystemName
    private let idle: String
    private let cleanUp: @Sendable () -> Void
    private let state = Mutex(State())

    /// `idle`: what is said of an end while nothing is being sent; `cleanUp` is done before any end at once.
    init(on system: SystemName, idle: String, cleanUp: @escaping @Sendable () -> Void = {}) {
        self.system = system
        self.idle = idle
        self.cleanUp = cleanUp
    }

    /// Whether nothing new is to begin.
    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// Takes in how far an account is; after an end at once this does not return, so that nothing more is sent.
    func note(_ code: AccountCode, _ progress: Submission.Stage) {
        state.withLock { state in
            switch progress {
            case .committing, .sending, .recording: state.isOut[code] = true
            case .asking, .waiting: state.isOut[code] = false
            }
        }
    }

    /// Takes in that an account is over.
    func ended(_ code: AccountCode) { state.withLock { $0.isOut[code] = nil } }

    /// Answers a request to end one send after the other: waits for what is out, else ends at once.
    func answer(_ signal: EndSignal, isFirst: Bool) -> EndReply {
        let codes = state.withLock { state in
            let out = state.out
            if isFirst, !out.isEmpty {
                state.isEnding = true
                return out
            }
            // Within the lock, so that no send begins between what is said and the end.
            cleanUp()
            EndRequests.end(saying: out.isEmpty ? [idle] : Phrases.left(inDoubt: out, system), signal)
        }
        return .finishes([Phrases.finishing(codes, system, signal.again)])
    }

    /// Ends the program at once; how many are under way makes the sentence that is said first.
    func end(_ signal: EndSignal, saying headline: (Int) -> String) -> Never {
        state.withLock { state in
            var lines = [headline(state.isOut.count)]
            if !state.unsent.isEmpty { lines.append(Phrases.notSent(state.unsent)) }
            lines += state.out.isEmpty ? [idle] : Phrases.left(inDoubt: state.out, system)
            EndRequests.end(saying: lines, signal)
        }
    }
}
