import Accounts
import Glibc
import Synchronization
import Telling

/// A new file for a generated password, open before anything is sent, so that nothing is created whose password has no place.
///
/// Only its owner can read it; it is never another file and never behind a link.
final class PasswordFile: Sendable {
    let path: String
    private let descriptor: Descriptor
    private let isWritten = Mutex(false)

    init(_ path: String) throws(CommandProblem) {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw .passwordFile(path: path, reason: WriteFailure(error: errno).reason)
        }
        self.path = path
        descriptor = Descriptor(number: number)
    }

    /// Writes the password and closes the file.
    func write(_ password: Secret) throws(WriteFailure) {
        try isWritten.withLock { isWritten throws(WriteFailure) in
            try descriptor.write((password.reveal() + "\n").utf8)
            try descriptor.synchronize()
            try descriptor.close()
            isWritten = true
        }
    }

    /// Takes the file away again, unless there is a password in it.
    func removeIfUnused() {
        isWritten.withLock { isWritten in
            if !isWritten { unlink(path) }
        }
    }
}
