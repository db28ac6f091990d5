import Glibc

/// Signals that are written into a pipe, so that they are read where nothing is interrupted.
///
/// There is one pipe at a time: whoever takes signals over last gets them all.
package struct Signals: Sendable {
    private let pipe = WakePipe()

    /// Becomes readable when a signal has come; one byte for each.
    var descriptor: Int32 { pipe.reading }

    package init(takingOver numbers: [Int32]) {
        // Without a pipe they keep their effect.
        guard pipe.writing >= 0 else { return }
        signalPipe = pipe.writing
        for number in numbers { handle(number) }
    }

    /// The signals since the last call.
    func take() -> [Int32] { pipe.drain().map(Int32.init) }

    package func wait() -> [Int32] {
        var sources = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        Poll.wait(&sources, until: nil)
        return take()
    }

    private func handle(_ number: Int32) {
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

// Read by signal handlers, which can reach only globals; written before the handlers are set.
nonisolated(unsafe) private var signalPipe: Int32 = -1
