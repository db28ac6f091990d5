public import Accounts
import Foundation

/// Reads secrets where a registration says they are, each time anew, so that a changed one counts at once.
public struct SecretResolver: Sendable {
    private let location: WorkspaceLocation
    private let environment: [String: String]

    /// Makes a resolver for a workspace and an environment.
    public init(location: WorkspaceLocation, environment: [String: String]) {
        self.location = location
        self.environment = environment
    }

    /// Reads a secret.
    public func resolve(_ reference: SecretReference) throws(SecretFailure) -> Secret {
        let text: String
        switch reference {
        case .environment(let name):
            guard let value = environment[name] else { throw .noVariable(name) }
            text = value
        case .file(let path): text = try SecretFile.read(location.file(path))
        case .command(let line): text = try run(line)
        }
        let secret = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !secret.isEmpty else { throw .empty(reference) }
        return Secret(secret)
    }

    private func run(_ line: String) throws(SecretFailure) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: location.path)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw .commandFailed(status: -1)
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let text = String(data: data, encoding: .utf8) else {
            throw .commandFailed(status: process.terminationStatus)
        }
        return text
    }
}
