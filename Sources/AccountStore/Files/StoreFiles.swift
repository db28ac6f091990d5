import Glibc
import Synchronizing

/// The store's file and directory: accessible only to their owner, who is the user of this process, and refused otherwise.
///
/// Nobody else's workspace is used, not even by root, who could: its registrations may name commands for secrets, which
/// would be run with the rights of whoever opens it.
enum StoreFiles {
    static func create(_ path: String, in directory: String) throws(StoreFailure) {
        try makeDirectories(directory)
        try createFile(path)
    }

    /// Makes an empty file, for its owner alone.
    static func createFile(_ path: String) throws(StoreFailure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST || errno == ELOOP ? .exists(path: path) : failure(path, writing: true)
        }
        fchmod(descriptor, 0o600)
        close(descriptor)
    }

    /// Makes the directory, for its owner alone if it is new or empty; directories above it get the usual rights.
    private static func makeDirectories(_ directory: String) throws(StoreFailure) {
        var prefix = directory.hasPrefix("/") ? "" : "."
        for part in directory.split(separator: "/") {
            prefix += "/" + part
            guard mkdir(prefix, prefix == directory ? 0o700 : 0o755) == 0 || errno == EEXIST else {
                throw failure(prefix, writing: true)
            }
        }
        if isEmpty(directory) { chmod(directory, 0o700) }
    }

    private static func isEmpty(_ directory: String) -> Bool {
        guard let stream = opendir(directory) else { return false }
        defer { closedir(stream) }
        var count = 0
        while readdir(stream) != nil { count += 1 }
        return count <= 2
    }

    static func check(_ path: String) throws(StoreFailure) {
        var status = stat()
        let directory = parent(of: path)
        guard lstat(path, &status) == 0 else {
            // A file that has the name of the directory; if it is a database, it is known how that comes about.
            if errno == ENOTDIR, !directory.hasSuffix(".sqlite") { throw failure(directory, writing: false) }
            throw errno == ENOENT || errno == ENOTDIR ? .missing(path: path) : failure(path, writing: false)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw .unsafe(path: path, .symbolicLink)
        default: throw .foreign(path: path)
        }
        try checkOwner(status, of: path)
        guard status.st_mode & 0o077 == 0 else { throw .unsafe(path: path, .readable) }
        guard access(path, R_OK) == 0 else { throw failure(path, writing: false) }
        guard lstat(directory.isEmpty ? "/" : directory, &status) == 0 else { throw failure(directory, writing: false) }
        // A link has a mode of its own, which says nothing.
        guard status.st_mode & S_IFMT != S_IFLNK else { throw .unsafe(path: directory, .symbolicLink) }
        try checkOwner(status, of: directory)
        guard status.st_mode & 0o022 == 0 else { throw .unsafe(path: directory, .writableDirectory) }
    }

    private static func parent(of path: String) -> String {
        String(path.dropLast(path.split(separator: "/").last.map { $0.count + 1 } ?? 0))
    }

    private static func checkOwner(_ status: stat, of path: String) throws(StoreFailure) {
        guard status.st_uid != geteuid() else { return }
        let name = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) }
        throw .unsafe(path: path, .owner(name ?? "uid \(status.st_uid)"))
    }

    /// Removes a store that was made just now and could not be opened, so that it can be made again.
    static func remove(_ path: String) { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }

    /// Whether both the file and the log that SQLite would read before it are empty.
    static func isEmptyFile(_ path: String) -> Bool {
        var (file, log) = (stat(), stat())
        guard lstat(path, &file) == 0, file.st_size == 0 else { return false }
        return lstat(path + "-wal", &log) != 0 || log.st_size == 0
    }

    static func isWritable(_ path: String) -> Bool {
        let directory = path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/"
        return access(path, W_OK) == 0 && access(String(directory), W_OK) == 0
    }

    private static func failure(_ path: String, writing: Bool) -> StoreFailure {
        switch errno {
        case ENOSPC, EDQUOT: .full(path: path)
        case EACCES, EPERM, EROFS: .denied(path: path, writing: writing)
        default: .damaged(path: path, .system(String(cString: strerror(errno))))
        }
    }
}
