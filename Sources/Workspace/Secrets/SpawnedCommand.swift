import Accounts
import Foundation
import Glibc

/// A shell command in a session of its own; its output is read here, and a thread waits for its end.
///
/// Foundation's `Process` crashed when many ran at once, and passes the signals that its thread blocks on to the
/// command.
final class SpawnedCommand {
    /// What `wait` returns.
    enum Event {
        /// There is output, or the output has ended.
        case printed
        /// It ended and all of its output was read; the exit code, or the negated number of the signal that ended it.
        case ended(Int32)
        /// Neither happened in time.
        case late
    }

    /// The descriptor of its output; reads do not block.
    let output: Int32
    /// Whether its output has ended.
    var isSilent = false
    private let id: pid_t
    /// The descriptor from which its status can be read once it has ended.
    private let end: Int32

    init(_ line: String, in directory: String, environment: [String: String]) throws(SecretFailure) {
        let (output, theirs) = try Self.pipe()
        defer { close(theirs) }
        _ = fcntl(output, F_SETFL, O_NONBLOCK)
        // The shell changes to the workspace, then becomes the shell that runs the line.
        let words = ["/bin/sh", "-c", "cd \"$0\" && exec /bin/sh -c \"$1\"", directory, line]
        guard let id = Self.spawn(words, environment, output: theirs) else {
            close(output)
            throw .commandFailed(status: 127)
        }
        self.output = output
        self.id = id
        end = try Self.end(of: id)
    }

    /// Starts words whose input is held open until this process ends or closes it; the descriptors of input and output.
    static func held(
        _ words: [String],
        _ environment: [String: String]
    ) throws(SecretFailure) -> (input: Int32, output: Int32) {
        let (theirInput, input) = try pipe()
        let (output, theirOutput) = try pipe()
        defer { for theirs in [theirInput, theirOutput] { close(theirs) } }
        guard let id = spawn(words, environment, input: theirInput, output: theirOutput) else {
            for ours in [input, output] { close(ours) }
            throw .commandFailed(status: 127)
        }
        close(try end(of: id))
        return (input, output)
    }

    deinit { for descriptor in [output, end] { close(descriptor) } }

    /// Waits for the next event; output comes before the end.
    func wait(for time: Duration) -> Event {
        let milliseconds =
            max(0, min(time.components.seconds, 3600)) * 1000
            + max(0, time.components.attoseconds / 1_000_000_000_000_000)
        var polled = [
            pollfd(fd: isSilent ? -1 : output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: end, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&polled, 2, Int32(milliseconds))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .late }
            if polled[0].revents != 0 { return .printed }
            return .ended(status())
        }
    }

    /// Kills the command and everything that it started, and waits for its end.
    func kill() {
        _ = Glibc.kill(-id, SIGKILL)
        _ = status()
    }

    private func status() -> Int32 {
        var status: Int32 = 0
        while read(end, &status, MemoryLayout<Int32>.size) < 0, errno == EINTR {}
        // The layout of wait(2): the signal in the low seven bits, otherwise the exit code in the next byte.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    }

    /// Returns a descriptor from which the child's status can be read once it has ended; a thread waits for it.
    private static func end(of child: pid_t) throws(SecretFailure) -> Int32 {
        let (end, theirs) = try pipe()
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            _ = write(theirs, &status, MemoryLayout<Int32>.size)
            close(theirs)
        }
        return end
    }

    private static func pipe() throws(SecretFailure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .commandFailed(status: 127) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// POSIX_SPAWN_SETSID, which the C library declares only for programs that ask for its extensions.
    private static let newSession: Int32 = 0x80

    /// Without `input`, there is nothing to read.
    private static func spawn(
        _ words: [String],
        _ environment: [String: String],
        input: Int32? = nil,
        output: Int32
    ) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | newSession))
        var id: pid_t = 0
        var argv = words.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        return posix_spawn(&id, "/bin/sh", &actions, &attributes, &argv, &envp) == 0 ? id : nil
    }
}
