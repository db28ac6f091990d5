public import Accounts

/// Why a secret could not be had; never with the secret, and never with what a command printed.
public enum SecretFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment has no such variable.
    case noVariable(String)
    /// The file cannot be read.
    case unreadable(path: String, reason: String)
    /// Others may read the file.
    case exposed(path: String)
    /// The file is a symbolic link, or no plain file.
    case notAFile(path: String)
    /// The command failed or gave nothing in time.
    case commandFailed(status: Int32)
    /// There is nothing in it.
    case empty(SecretReference)

    /// What happened and what to do now.
    public var description: String {
        switch self {
        case .noVariable(let name): "the variable \(name) is not set: set it, or name another in the registration"
        case .unreadable(let path, let reason): "the secret in \(path) cannot be read (\(reason)): create the file"
        case .exposed(let path): "others may read the secret in \(path): make it yours alone (chmod 600)"
        case .notAFile(let path): "\(path) is no plain file: name the file itself in the registration"
        case .commandFailed(let status): "the command for the secret failed (status \(status)): run it by hand"
        case .empty(let reference): "the secret \(reference) is empty: fill it"
        }
    }
}
