import FoundationEssentials
import Glibc
import Synchronization
import Synchronizing

/// The lock that shows other processes that this one lives; the kernel frees it when the process dies, however it dies.
///
/// It is taken before the process owns anything, so that one that only reads leaves no file behind.
final class Owner: Sendable {
    /// The process's name in the rows that it owns.
    let name: String
    private let folder: String
    /// Whether the store is open for reading only.
    let isReadOnly: Bool
    /// The lock's file; -1 while there is none.
    private let descriptor = Mutex<Int32>(-1)

    init(directory: String, isReadOnly: Bool) {
        self.isReadOnly = isReadOnly
        name = UUID().uuidString.lowercased()
        folder = directory + "/owners"
    }

    deinit {
        let descriptor = descriptor.withLock(\.self)
        guard descriptor >= 0 else { return }
        unlink(path(of: name))
        close(descriptor)
    }

    /// Takes the lock, unless this process has it already.
    ///
    /// Failing is an error: other processes would think that this one is dead and that its send was cut off.
    func hold() throws(StoreFailure) {
        try descriptor.withLock { descriptor throws(StoreFailure) in
            guard descriptor < 0 else { return }
            mkdir(folder, 0o700)
            let path = path(of: name)
            let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard made >= 0 else {
                throw errno == ENOSPC || errno == EDQUOT ? .full(path: folder) : .denied(path: folder, writing: true)
            }
            guard flock(made, LOCK_EX | LOCK_NB) == 0 else {
                close(made)
                throw .locked(path: path)
            }
            descriptor = made
        }
    }

    /// Whether the process with another name is alive; the lock of a dead one is removed, unless this one only reads.
    func isAlive(_ other: String) -> Bool {
        guard other != name else { return true }
        let descriptor = open(path(of: other), O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
        if !isReadOnly { unlink(path(of: other)) }
        return false
    }

    private func path(of name: String) -> String { "\(folder)/\(name).lock" }
}
