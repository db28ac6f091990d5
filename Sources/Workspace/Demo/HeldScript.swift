import Foundation
import Glibc

/// A shell script in a session of its own that this process talks with by lines.
///
/// Its input ends with this process, which it takes as the request to end.
struct HeldScript: Sendable {
    private let input: Int32
    private let output: Int32

    /// The script finds this program as `$PROGRAM`.
    init(_ script: [UInt8], _ arguments: [String]) throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let environment = ProcessInfo.processInfo.environment.merging(["PROGRAM": program]) { $1 }
        (input, output) = try SpawnedCommand.held(
            ["/bin/sh", "-c", String(decoding: script, as: UTF8.self), "sh"] + arguments,
            environment
        )
    }

    func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        // If it has ended, there is nobody to tell.
        _ = Glibc.write(input, bytes, bytes.count)
    }

    func endInput() { close(input) }

    /// The next line that it prints; empty if it has ended.
    func line() async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var bytes: [UInt8] = []
                var byte: UInt8 = 0
                while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}
