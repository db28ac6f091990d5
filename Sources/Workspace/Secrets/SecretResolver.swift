package import Accounts

/// Reads secrets where a registration says they are, each time anew, so that a changed one counts at once.
package struct SecretResolver: Sendable {
    private let location: WorkspaceLocation
    private let environment: [String: String]
    private let commandLimit: Duration

    /// Makes a resolver for a workspace and an environment; a command is given `commandLimit` to end.
    package init(location: WorkspaceLocation, environment: [String: String], commandLimit: Duration = .seconds(30)) {
        self.location = location
        self.environment = environment
        self.commandLimit = commandLimit
    }

    /// Reads a secret.
    package func resolve(_ reference: SecretReference) async throws(SecretFailure) -> Secret {
        let text: String
        switch reference {
        case .environment(let name):
            guard let value = environment[name] else { throw .noVariable(name) }
            text = value
        case .file(let path): text = try SecretFile.read(location.file(path))
        case .command(let line):
            text = try await SecretCommand(
                line: line,
                directory: location.path,
                environment: environment,
                limit: commandLimit
            )
            .output()
        }
        return try SecretText.read(text, of: reference)
    }
}
