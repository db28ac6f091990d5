import Accounts
import Glibc
import Synchronization
import Telling
import Workspace

/// A new file for a generated password, opened before anything is sent, so that no account is created whose password
/// has nowhere to go.
///
/// Only its owner can read it; it never replaces another file and is never reached through a link.
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

    func write(_ password: Secret) throws(WriteFailure) {
        try isWritten.withLock { isWritten throws(WriteFailure) in
            try descriptor.write((password.reveal() + "\n").utf8)
            try descriptor.synchronize()
            try descriptor.close()
            isWritten = true
        }
    }

    func removeIfUnused() {
        isWritten.withLock { isWritten in
            if !isWritten { unlink(path) }
        }
    }
}
