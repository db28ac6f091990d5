/// Where a secret is kept, never the secret itself, so that it can be stored, shown and exported.
package enum SecretReference: Hashable, Sendable, CustomStringConvertible {
    /// The value of an environment variable.
    case environment(String)
    /// The content of a file, without one trailing newline; the path is relative to the workspace.
    case file(String)
    /// The output of a command, without one trailing newline.
    case command(String)

    /// Reads `env:NAME`, `file:PATH` or `command:LINE`; nil for anything else, above all a bare secret.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = String(text[text.index(after: colon)...])
        guard !rest.isEmpty else { return nil }
        switch text[..<colon] {
        case "env": self = .environment(rest)
        case "file": self = .file(rest)
        case "command": self = .command(rest)
        default: return nil
        }
    }

    /// The spelling that `init(_:)` reads.
    package var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        case .command(let line): "command:\(line)"
        }
    }
}
