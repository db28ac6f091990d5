package import Foundation
import Glibc
import Synchronization

/// Another program, started with no signal blocked or ignored, whatever the starting thread's settings.
///
/// Foundation's `Process` passes on the signal mask of its thread, so that the program cannot be terminated, and has
/// been seen to crash in tests that run many at once.
package final class ChildProcess: Sendable {
    /// Where one of its streams goes.
    package enum Stream: Sendable {
        case none
        /// To or from an existing file.
        case file(String)
        /// A pipe to or from this object.
        case pipe
    }

    package let id: pid_t
    private let input: Int32
    private let output: Int32
    private let ends: AsyncStream<Int32>

    /// Starts a program, which is looked up in `PATH` unless its name has a slash.
    package init(
        _ arguments: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment,
        directory: String = "/",
        input: Stream = .none,
        output: Stream = .none,
        errors: Stream = .none
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let inside = try [input, output, errors].enumerated()
            .map { number, stream in
                try Self.add(stream, as: Int32(number), to: &actions)
            }
        defer { for end in inside where end.theirs >= 0 { close(end.theirs) } }
        (self.input, self.output) = (inside[0].ours, inside[1].ours)
        // The shell changes the directory, then becomes the program.
        let moved = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory] + arguments
        id = try Self.spawn(moved, environment, &actions)
        let (ends, end) = AsyncStream.makeStream(of: Int32.self)
        self.ends = ends
        let child = id
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            // The layout of wait(2): the signal in the low seven bits, or else the exit code in the next byte.
            end.yield(status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F))
            end.finish()
        }
    }

    deinit {
        for descriptor in [input, output] where descriptor >= 0 { close(descriptor) }
    }

    /// Waits for it to end (only once); returns its exit code, or the negated number of the signal that ended it.
    package func end() async -> Int32 {
        var code: Int32 = 0
        for await value in ends { code = value }
        return code
    }

    package func signal(_ signal: Int32) { kill(id, signal) }

    /// Writes a line to its input.
    package func write(_ line: String) {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// The next line of its output, without the newline.
    package func line() -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func add(
        _ stream: Stream,
        as number: Int32,
        to actions: inout posix_spawn_file_actions_t
    ) throws -> (ours: Int32, theirs: Int32) {
        let isInput = number == STDIN_FILENO
        switch stream {
        case .none:
            posix_spawn_file_actions_addopen(&actions, number, "/dev/null", isInput ? O_RDONLY : O_WRONLY, 0)
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, number, path, isInput ? O_RDONLY : O_WRONLY | O_APPEND, 0)
        case .pipe:
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            let (ours, theirs) = isInput ? (ends[1], ends[0]) : (ends[0], ends[1])
            posix_spawn_file_actions_adddup2(&actions, theirs, number)
            return (ours, theirs)
        }
        return (-1, -1)
    }

    private static func spawn(
        _ arguments: [String],
        _ environment: [String: String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var id: pid_t = 0
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        let failure = posix_spawnp(&id, arguments[0], &actions, &attributes, &argv, &envp)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        return id
    }
}
