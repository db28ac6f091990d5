import ArgumentParser
import Foundation
import Glibc
import Synchronization
import Telling
import Workspace

/// Standard output of this process, which remembers whether everything was written.
///
/// A command continues when its output is lost, since what it does for an account matters more than what it prints;
/// `end` returns the exit code.
enum StandardOutput {
    private static let descriptor = Descriptor(number: STDOUT_FILENO)
    private static let failure = Mutex<WriteFailure?>(nil)

    /// Handles a reader that goes away, and streams that are closed: a file opened later must not get their numbers.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        // Opened so that using them fails, as using the closed ones would (gnulib, stdopen).
        for (number, access) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(number, F_GETFD) < 0 {
            _ = open("/dev/null", access)
        }
    }

    static func write(_ text: String) { attempt { () throws(WriteFailure) in try descriptor.write(text.utf8) } }

    static func write(_ bytes: [UInt8]) { attempt { () throws(WriteFailure) in try descriptor.write(bytes) } }

    /// Where lines wait to be written while the work that tells them goes on.
    private static let queue = DispatchQueue(label: "standard output")

    /// Writes on a thread of its own, in order, so that a reader that stands still holds up nothing else.
    static func writeLater(_ text: String) { queue.async { write(text) } }

    /// Waits until everything is written.
    static func settle() { queue.sync {} }

    /// Does this to the output unless some is lost already; the first failure is reported at once.
    private static func attempt(_ output: () throws(WriteFailure) -> Void) {
        let new: WriteFailure? = failure.withLock { failure in
            guard failure == nil else { return nil }
            do throws(WriteFailure) { try output() } catch { failure = error }
            return failure
        }
        if let new, !new.isClosedPipe { Output.message(.outputLost(new.reason)) }
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static var isLost: Bool { failure.withLock { $0 != nil } }

    /// The exit code of a command that would end with this one: unchanged, unless it is success and output was lost.
    static func end(_ code: ExitCode) -> ExitCode {
        attempt { () throws(WriteFailure) in try descriptor.close() }
        guard code == .success, let failure = failure.withLock({ $0 }) else { return code }
        guard failure.isClosedPipe else { return .workspace }
        EndRequests.die(of: SIGPIPE)
    }
}
