/// Why a secret could not be had; never with the secret, and never with what a command printed.
package enum SecretFailure: Error, Hashable, Sendable {
    /// The environment has no such variable.
    case noVariable(String)
    case unreadable(path: String, Fault)
    /// Others may read the file.
    case exposed(path: String)
    /// The file is a symbolic link, or not a plain file.
    case notAFile(path: String)
    /// The command failed: its exit code, or the negative signal that ended it.
    case commandFailed(status: Int32)
    /// The command did not end in time, and was ended with all that it had started.
    case commandTimedOut(after: Duration)
    case commandOutput(Fault)
    case empty(SecretReference)
    /// It holds a character that nobody sees.
    case hidden(SecretReference, Unicode.Scalar)
    /// It begins or ends with white space.
    case whiteSpace(SecretReference)

    /// Why what a file holds or a command prints cannot be read.
    package enum Fault: Hashable, Sendable {
        case missing
        case forbidden
        case tooLong
        case notUTF8
        /// In the words of the operating system.
        case system(String)
    }
}
