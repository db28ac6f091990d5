import CHarness
import Foundation
import Glibc

/// How a process ended, and its output.
package struct Ended: Sendable {
    /// Nil if a signal ended it.
    package var code: Int32?
    package var signal: Int32?
    /// Its stdout.
    package var stdout: String
    /// Its stderr.
    package var stderr: String

    init(status: Int32, stdout: String, stderr: String) {
        let signal = status & 0x7F
        code = signal == 0 ? (status >> 8) & 0xFF : nil
        self.signal = signal == 0 ? nil : signal
        self.stdout = stdout
        self.stderr = stderr
    }

    package var wasKilled: Bool { signal == SIGKILL }

    package var phrase: String {
        let end = code.map { "exit \($0)" } ?? "signal \(signal ?? 0)"
        let words = [stdout, stderr].joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
        return words.isEmpty ? end : "\(end): \(words.replacing("\n", with: " / "))"
    }
}

/// A process in its own group, whose output is collected.
package final class Spawned: Sendable {
    /// The id of the process and of its group.
    package let id: Int32
    private let output: Int32
    private let errors: Int32

    /// The environment holds nothing but what is given.
    package init(_ arguments: [String], environment: [String: String]) throws(HarnessFailure) {
        var (out, err): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        guard harness_pipe(&out) == 0, harness_pipe(&err) == 0 else { throw .system("pipe", errno) }
        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        var child = pid_t()
        let result = harness_spawn(words, variables, out[1], err[1], &child)
        for word in words + variables { free(word) }
        close(out[1])
        close(err[1])
        guard result == 0 else { throw .system(arguments[0], result) }
        (id, output, errors) = (child, out[0], err[0])
    }

    /// Kills the whole group.
    package func kill() { Glibc.kill(-id, SIGKILL) }

    /// Waits until it ends and its output is closed; kills the group after a time.
    package func wait(_ limit: Duration = .seconds(120)) -> Ended {
        var texts: [Int32: [UInt8]] = [output: [], errors: []]
        var open: Set<Int32> = [output, errors]
        let deadline = ContinuousClock.now + limit
        while !open.isEmpty {
            var watched = open.map { pollfd(descriptor: $0, events: Int16(POLLIN)) }
            let left = max(0, (deadline - .now).milliseconds)
            guard poll(&watched, nfds_t(watched.count), Int32(left)) > 0 else {
                kill()
                break
            }
            for ready in watched where ready.revents != 0 {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = read(ready.fd, &buffer, buffer.count)
                if count > 0 { texts[ready.fd]?.append(contentsOf: buffer[..<count]) } else { open.remove(ready.fd) }
            }
        }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        close(output)
        close(errors)
        return Ended(
            status: status,
            stdout: String(decoding: texts[output] ?? [], as: UTF8.self),
            stderr: String(decoding: texts[errors] ?? [], as: UTF8.self)
        )
    }
}
