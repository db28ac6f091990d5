import FoundationEssentials
import Glibc
import Synchronizing

/// The lock by which others see that this process lives: the kernel frees it at its death, whatever kills it.
final class Owner: Sendable {
    /// Its name in the rows that it owns.
    let name: String
    private let descriptor: Int32
    private let path: String

    /// Takes a lock of its own; a workspace that cannot be written has no owner.
    init(directory: String) throws(StoreFailure) {
        name = UUID().uuidString.lowercased()
        let folder = directory + "/owners"
        path = folder + "/" + name + ".lock"
        mkdir(folder, 0o700)
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        // Without a lock nothing is ever committed: the store itself cannot be written either.
        guard descriptor >= 0 else { return }
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
