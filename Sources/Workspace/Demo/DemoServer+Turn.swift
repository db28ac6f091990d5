import Foundation
import Glibc

extension DemoServer {
    /// Makes a team's demo, or removes it, while no other process does either; whoever comes meanwhile waits.
    package static func inTurn<Value: Sendable>(
        of demo: WorkspaceLocation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        // If that fails, so does what follows, which says why.
        try? FileManager.default.makePrivateFolder(demo.path)
        let file = Glibc.open(demo.file("turn"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure.failed(String(cString: strerror(errno))) }
        // It ends with the process, too.
        defer { close(file) }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            Thread.detachNewThread {
                while flock(file, LOCK_EX) != 0, errno == EINTR {}
                continuation.resume()
            }
        }
        return try await body()
    }
}
