package import Accounts

/// Reads secrets from where a registration says they are; afresh each time, so that a change counts at once.
package struct SecretResolver: Sendable {
    private let location: WorkspaceLocation
    private let environment: [String: String]
    private let commandLimit: Duration

    /// Makes a resolver for a workspace and an environment; a command must end within `commandLimit`.
    package init(location: WorkspaceLocation, environment: [String: String], commandLimit: Duration = .seconds(30)) {
        self.location = location
        self.environment = environment
        self.commandLimit = commandLimit
    }

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
        return try Self.secret(in: text, of: reference)
    }

    /// The secret in a text, without what an editor leaves around it: a byte order mark, and one newline at the end (LF
    /// or CR LF).
    ///
    /// Invisible characters and white space at the ends are refused: the vendor would only say that the key is wrong.
    private static func secret(in text: String, of reference: SecretReference) throws(SecretFailure) -> Secret {
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        if scalars.last == "\n" {
            scalars.removeLast()
            if scalars.last == "\r" { scalars.removeLast() }
        }
        let secret = String(Substring(scalars))
        guard !secret.trimmed.isEmpty else { throw .empty(reference) }
        if let hidden = secret.firstHidden { throw .hidden(reference, hidden) }
        guard secret.trimmed == secret else { throw .whiteSpace(reference) }
        return Secret(secret)
    }
}
