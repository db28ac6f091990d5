/// Why a secret could not be obtained; it never contains the secret or what a command printed.
package enum SecretFailure: Error, Hashable, Sendable {
    case noVariable(String)
    case unreadable(path: String, Fault)
    /// Other users may read the file.
    case exposed(path: String)
    /// The file is a symbolic link, or not a plain file.
    case notAFile(path: String)
    /// The command failed: its exit code, or the negative signal that ended it.
    case commandFailed(status: Int32)
    /// The command did not end in time, and was ended together with everything it had started.
    case commandTimedOut(after: Duration)
    case commandOutput(Fault)
    case empty(SecretReference)
    /// The secret contains a character that cannot be seen.
    case hidden(SecretReference, Unicode.Scalar)
    /// The secret begins or ends with white space.
    case whiteSpace(SecretReference)

    /// Why the content of a file or the output of a command cannot be read.
    package enum Fault: Hashable, Sendable {
        case missing
        case forbidden
        case tooLong
        case notUTF8
        /// An error in the words of the operating system.
        case system(String)
    }
}
