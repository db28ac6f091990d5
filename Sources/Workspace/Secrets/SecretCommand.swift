import Accounts
import Foundation
import Glibc

/// A command that prints a secret; it has no input and no terminal, and its time and its output are limited.
struct SecretCommand: Sendable {
    /// The longest output accepted as a secret, in bytes.
    private static let longest = 65_536

    let line: String
    let directory: String
    let environment: [String: String]
    let limit: Duration

    /// Returns what the command prints before it ends; does not wait for anything that it leaves running.
    func output() async throws(SecretFailure) -> String {
        // A thread of its own waits for the command: the few threads of the pool are for work that does not block.
        let bytes = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: run()) }
        }
        guard let text = String(validating: try bytes.get(), as: UTF8.self) else {
            throw .commandOutput(.notUTF8)
        }
        return text
    }

    private func run() -> Result<[UInt8], SecretFailure> {
        do throws(SecretFailure) {
            let child = try SpawnedCommand(line, in: directory, environment: environment)
            return try .success(read(child))
        } catch {
            return .failure(error)
        }
    }

    private func read(_ child: SpawnedCommand) throws(SecretFailure) -> [UInt8] {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            switch child.wait(for: deadline - clock.now) {
            case .printed:
                let count = Glibc.read(child.output, &buffer, buffer.count)
                if count <= 0 { child.isSilent = count == 0 || errno != EAGAIN }
                bytes += buffer.prefix(max(0, count))
                guard bytes.count <= Self.longest else {
                    child.kill()
                    throw .commandOutput(.tooLong)
                }
            case .ended(let status):
                guard status == 0 else { throw .commandFailed(status: status) }
                return bytes
            case .late:
                child.kill()
                throw .commandTimedOut(after: limit)
            }
        }
    }
}
