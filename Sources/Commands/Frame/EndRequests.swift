import Foundation
import Synchronization
import Telling
import Terminal

enum EndSignal: Int32, CaseIterable, Sendable {
    case interrupt = 2
    case terminate = 15
    case hangUp = 1

    /// The name of the next signal, for saying what it will do.
    var again: String { self == .interrupt ? Phrases.secondInterrupt : Phrases.secondSignal }
}

enum EndReply: Sendable {
    /// It finishes what is under way and prints these lines; the next request is then the second.
    case finishes([String])
    /// It ends at once, after saying what was done and what was not.
    case ends([String])
    /// It ends when its work has noticed the request.
    case stops
}

/// The requests to end that reach this process: Ctrl-C, TERM and HUP.
enum EndRequests {
    /// Receives the signal, and whether it is the first.
    typealias Answer = @Sendable (EndSignal, Bool) -> EndReply

    private struct State {
        var answer: Answer
        var count = 0
    }

    private static let state = Mutex(State { _, _ in .ends([]) })

    /// Handles the signals from now on; a hang-up that the parent process ignores, as `nohup` does, stays ignored.
    static func take() {
        let signals = Signals(takingOver: EndSignal.allCases.map(\.rawValue).filter { $0 != SIGHUP || !isIgnored($0) })
        Thread.detachNewThread {
            while true {
                for signal in signals.wait().compactMap(EndSignal.init(rawValue:)) { received(signal) }
            }
        }
    }

    /// Sets the handler of further requests; the next request is the first one for it.
    static func answer(_ answer: @escaping Answer) { state.withLock { $0 = State(answer: answer) } }

    private static func received(_ signal: EndSignal) {
        let (answer, isFirst) = state.withLock { state in
            state.count += 1
            return (state.answer, state.count == 1)
        }
        switch answer(signal, isFirst) {
        case .finishes(let lines): Output.message(lines)
        case .ends(let lines): end(saying: lines, signal)
        case .stops: break
        }
    }

    /// Ends the process at once, as the signal itself would have done, so that a shell sees 128 plus its number.
    static func end(saying lines: [String], _ signal: EndSignal) -> Never {
        // Whoever reads nothing any more does not keep it from ending.
        StandardError.writeApart()
        Output.message(lines)
        StandardError.settle(within: .seconds(1))
        die(of: signal.rawValue)
    }

    static func die(of number: Int32) -> Never {
        signal(number, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        _exit(128 + number)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        // A handler is compared by its address: there is no other way to recognise SIG_IGN, which is 1.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
