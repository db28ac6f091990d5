import Foundation
import Synchronization
import Telling

/// A signal that asks the program to end.
enum EndSignal: Int32, CaseIterable, Sendable {
    case interrupt = 2
    case terminate = 15
    case hangUp = 1

    /// How the next one is named where somebody is told what it will do.
    var again: String { self == .interrupt ? Phrases.secondInterrupt : Phrases.secondSignal }
}

/// What a command does when it is asked to end.
enum EndReply: Sendable {
    /// It finishes what is under way, and says so; the next request is the second.
    case finishes([String])
    /// It ends at once, saying what was done and what not.
    case ends([String])
    /// It is over when its work has taken notice of that.
    case stops
}

/// The requests to end that reach this process: Ctrl-C, TERM and HUP.
enum EndRequests {
    /// Told the signal, and whether it is the first.
    typealias Answer = @Sendable (EndSignal, Bool) -> EndReply

    /// Who answers them, and how many there were.
    private struct State {
        var answer: Answer
        var count = 0
    }

    private static let state = Mutex(State { _, _ in .ends([]) })

    /// Takes the signals from here on; a hang-up that whoever started the program has ignored, as `nohup` does, stays so.
    static func take() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reading = ends[0]
        signalPipe = ends[1]
        for signal in EndSignal.allCases where signal != .hangUp || !isIgnored(SIGHUP) { handle(signal.rawValue) }
        Thread.detachNewThread {
            var number: UInt8 = 0
            while true {
                let count = read(reading, &number, 1)
                guard count == 1 || (count < 0 && errno == EINTR) else { return }
                if count == 1, let signal = EndSignal(rawValue: Int32(number)) { received(signal) }
            }
        }
    }

    /// Lets somebody answer from here on; the next request is the first for it.
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

    /// Ends the process at once, as the signal would have done by itself, so that a shell sees 128 and its number.
    static func end(saying lines: [String], _ signal: EndSignal) -> Never {
        Output.message(lines)
        die(of: signal.rawValue)
    }

    /// Ends the process by a signal.
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
        // A handler is compared by its address: there is no other way to see SIG_IGN, which is 1.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    private static func handle(_ number: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            Glibc.write(signalPipe, &byte, 1)
            errno = saved
        }
        action.sa_flags = SA_RESTART
        sigaction(number, &action, nil)
    }
}

// Read by signal handlers, which can reach nothing but globals; written once before the handlers are set.
nonisolated(unsafe) private var signalPipe: Int32 = -1
