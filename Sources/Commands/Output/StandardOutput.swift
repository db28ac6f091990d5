import ArgumentParser
import Glibc
import Synchronization
import Telling

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

    /// Writes a text, unless an earlier one could not be written; the first failure is reported at once.
    static func write(_ text: String) {
        let isNew = failure.withLock { failure in
            guard failure == nil else { return false }
            do throws(WriteFailure) {
                try descriptor.write(text.utf8)
                return false
            } catch {
                failure = error
                return true
            }
        }
        if isNew { tell() }
    }

    static var isLost: Bool { failure.withLock { $0 != nil } }

    /// The exit code of a command that would end with this one: unchanged, unless it is success and output was lost.
    static func end(_ code: ExitCode) -> ExitCode {
        let isNew = failure.withLock { failure in
            guard failure == nil else { return false }
            do throws(WriteFailure) {
                try descriptor.close()
                return false
            } catch {
                failure = error
                return true
            }
        }
        if isNew { tell() }
        guard code == .success, let failure = failure.withLock({ $0 }) else { return code }
        guard failure.isClosedPipe else { return .workspace }
        EndRequests.die(of: SIGPIPE)
    }

    private static func tell() {
        guard let failure = failure.withLock({ $0 }), !failure.isClosedPipe else { return }
        Output.message(.outputLost(failure.reason))
    }
}
