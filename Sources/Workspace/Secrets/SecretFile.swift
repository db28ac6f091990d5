package import Accounts
import Glibc

/// A secret in a file that only its owner can read.
package enum SecretFile {
    /// The longest file accepted as a secret, in bytes.
    private static let longest = 65_536

    /// Reads a secret; refuses links, and files that others can read.
    static func read(_ path: String) throws(SecretFailure) -> String {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ELOOP ? .notAFile(path: path) : .unreadable(path: path, fault())
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, fault()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard status.st_mode & 0o077 == 0 else { throw .exposed(path: path) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .unreadable(path: path, fault()) }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= longest else { throw .unreadable(path: path, .tooLong) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(path: path, .notUTF8)
        }
        return text
    }

    /// Writes a secret to a new file that only its owner can read; never replaces a file or follows a link.
    package static func create(_ path: String, _ secret: Secret) throws(SecretFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreadable(path: path, fault()) }
        defer { close(descriptor) }
        let bytes = Array((secret.reveal() + "\n").utf8)
        guard fchmod(descriptor, 0o600) == 0, write(descriptor, bytes, bytes.count) == bytes.count,
            fsync(descriptor) == 0
        else { throw .unreadable(path: path, fault()) }
    }

    private static func fault() -> SecretFailure.Fault {
        switch errno {
        case ENOENT, ENOTDIR: .missing
        case EACCES, EPERM: .forbidden
        default: .system(String(cString: strerror(errno)))
        }
    }
}
