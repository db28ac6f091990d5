import FoundationEssentials
import Glibc
import Synchronizing

/// The lock by which others see that this process lives: the kernel frees it at its death, whatever kills it.
final class Owner: Sendable {
    /// Its name in the rows that it owns.
    let name: String
    private let descriptor: Int32
    private let path: String

    /// Takes a lock of its own.
    ///
    /// Where nothing is ever committed (`isReadOnly`) none is needed. Otherwise there must be one: another process would take this
    /// one for dead, and its send for cut off.
    init(directory: String, isReadOnly: Bool) throws(StoreFailure) {
        name = UUID().uuidString.lowercased()
        let folder = directory + "/owners"
        path = folder + "/" + name + ".lock"
        mkdir(folder, 0o700)
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
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

    /// Whether the process of another name lives; a dead one's lock is removed.
    func isAlive(_ other: String) -> Bool {
        guard other != name else { return true }
        let file = path.dropLast(name.count + 5) + other + ".lock"
        let descriptor = open(String(file), O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
        unlink(String(file))
        return false
    }
}
