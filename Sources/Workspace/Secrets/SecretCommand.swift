import Accounts
import Foundation
import Glibc

/// A command that prints a secret: without input and without a terminal, for a limited time, and with a limited output.
struct SecretCommand: Sendable {
    /// The longest output that can be a secret, in bytes.
    private static let longest = 65_536

    let line: String
    let directory: String
    let environment: [String: String]
    let limit: Duration

    /// What it prints until it ends; what it leaves running behind it is not waited for.
    func output() async throws(SecretFailure) -> String {
        // It is waited for on a thread of its own: the few of the pool are for what does not block.
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
