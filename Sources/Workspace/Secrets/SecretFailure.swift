package import Accounts

/// Why a secret could not be had; never with the secret, and never with what a command printed.
package enum SecretFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment has no such variable.
    case noVariable(String)
    /// The file cannot be read.
    case unreadable(path: String, reason: String)
    /// Others may read the file.
    case exposed(path: String)
    /// The file is a symbolic link, or not a plain file.
    case notAFile(path: String)
    /// The command failed: its exit code, or the negative signal that ended it.
    case commandFailed(status: Int32)
    /// The command did not end in time, and was ended with all that it had started.
    case commandTimedOut(after: Duration)
    /// The command printed something that is not a secret; what it is.
    case commandOutput(reason: String)
    /// There is nothing in it.
    case empty(SecretReference)
    /// It holds a character that nobody sees.
    case hidden(SecretReference, Unicode.Scalar)
    /// It begins or ends with white space.
    case whiteSpace(SecretReference)

    /// What happened and what to do now.
    package var description: String {
        switch self {
        case .noVariable(let name): "the variable \(name) is not set: set it, or name another in the registration"
        case .unreadable(let path, let reason): "the secret in \(path) cannot be read: \(reason)"
        case .exposed(let path): "others may read the secret in \(path): make it yours alone (chmod 600)"
        case .notAFile(let path): "\(path) is not a plain file: name the file itself in the registration"
        case .commandFailed(let status) where status < 0:
            "the command for the secret was ended by signal \(-status): run it by hand"
        case .commandFailed(let status): "the command for the secret failed (status \(status)): run it by hand"
        case .commandTimedOut(let limit):
            "the command for the secret did not end in \(limit.components.seconds) s: run it by hand; it gets no input and no terminal"
        case .commandOutput(let reason):
            "the command for the secret printed what is not one (\(reason)): run it by hand"
        case .empty(let reference): "the secret \(reference) is empty: fill it"
        case .hidden(let reference, let character):
            "the secret \(reference) holds \(character.spoken), which nobody sees: write it anew, on one line"
        case .whiteSpace(let reference):
            "the secret \(reference) begins or ends with white space, which no vendor expects: take it away"
        }
    }
}
