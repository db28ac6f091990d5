import Glibc

/// The signals that a console handles: written into a pipe, so that the loop reads them as it reads keys.
struct Signals {
    private let pipe = WakePipe()

    /// Becomes readable when a signal has come; one byte for each.
    var descriptor: Int32 { pipe.reading }

    /// Takes over the signals for window changes, termination and interrupts.
    init() {
        signalPipe = pipe.writing
        for signal in [SIGWINCH, SIGTERM, SIGHUP, SIGINT] { handle(signal) }
        // Suspending is one of our keys; the signal itself keeps its meaning.
        Glibc.signal(SIGPIPE, SIG_IGN)
    }

    /// The signals since the last call.
    func take() -> [Int32] { pipe.drain().map(Int32.init) }

    private func handle(_ signal: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            Glibc.write(signalPipe, &byte, 1)
            errno = saved
        }
        action.sa_flags = SA_RESTART
        sigaction(signal, &action, nil)
    }
}

// Read by signal handlers, which can reach only globals; written once, before the handlers are set.
nonisolated(unsafe) private var signalPipe: Int32 = -1
