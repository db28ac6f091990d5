import FoundationEssentials
import Glibc
import Synchronizing

/// The lock that shows other processes that this one lives; the kernel frees it when the process dies, however it dies.
final class Owner: Sendable {
    /// The process's name in the rows that it owns.
    let name: String
    private let descriptor: Int32
    private let path: String

    /// Takes a lock of its own.
    ///
    /// If nothing is ever committed (`isReadOnly`), it can do without. Otherwise failing is an error: other processes
    /// would think that this one is dead and that its send was cut off.
    init(directory: String, isReadOnly: Bool) throws(StoreFailure) {
        name = UUID().uuidString.lowercased()
        let folder = directory + "/owners"
        path = folder + "/" + name + ".lock"
        if !isReadOnly { mkdir(folder, 0o700) }
        descriptor = isReadOnly ? -1 : open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if isReadOnly { return }
            throw errno == ENOSPC || errno == EDQUOT ? .full(path: folder) : .denied(path: folder, writing: true)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .locked(path: path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        unlink(path)
        close(descriptor)
    }

    /// Whether the process with another name is alive; the lock of a dead one is removed, if this one has a lock itself.
    func isAlive(_ other: String) -> Bool {
        guard other != name else { return true }
        let file = path.dropLast(name.count + 5) + other + ".lock"
        let descriptor = open(String(file), O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
        if self.descriptor >= 0 { unlink(String(file)) }
        return false
    }
}
