import Foundation
import Glibc
import Synchronization

/// The file to which a sender's journal is appended; those who write at the same moment share one sync.
final class SendersFile: Sendable {
    private struct Waiting {
        var bytes: [UInt8]
        var day: String
        var isSynced: Bool
        var done: CheckedContinuation<WriteFailure?, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    static let suffix = ".sends"
    private let folder: String
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "sends")
    /// The open file, of one day; on the queue only.
    private let open = Mutex<(day: String, number: Int32)?>(nil)

    init(folder: String) { self.folder = folder }

    deinit {
        if let number = open.withLock({ $0?.number }) { close(number) }
    }

    /// Appends a line; once it returns it is on the disk, if that is wanted.
    func append(_ bytes: [UInt8], day: String, isSynced: Bool) async throws(WriteFailure) {
        let failure = await withCheckedContinuation { done in
            let begins = state.withLock { state in
                state.waiting.append(Waiting(bytes: bytes, day: day, isSynced: isSynced, done: done))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { queue.async { self.writeAll() } }
        }
        if let failure { throw failure }
    }

    private func writeAll() {
        while true {
            let batch = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isWriting = false }
                return state.waiting
            }
            guard let last = batch.last else { return }
            var failed: WriteFailure?
            do throws(WriteFailure) {
                let file = Descriptor(number: try opened(last.day))
                // What was torn before it ends with its first byte.
                try file.write(batch.flatMap(\.bytes))
                if batch.contains(where: \.isSynced) {
                    guard fdatasync(file.number) == 0 else { throw .last }
                }
            } catch {
                failed = error
                // After a failed sync a later success proves nothing about this one.
                shut()
            }
            for waiting in batch { waiting.done.resume(returning: failed) }
        }
    }

    private func opened(_ day: String) throws(WriteFailure) -> Int32 {
        if let (known, number) = open.withLock({ $0 }) {
            var status = stat()
            // Somebody may have removed it.
            if known == day, fstat(number, &status) == 0, status.st_nlink > 0 { return number }
            shut()
        }
        try Self.makeFolder(folder)
        try Self.checkFolder(folder)
        let path = "\(folder)/\(day)\(Self.suffix)"
        let number = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard number >= 0 else { throw .last }
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            close(number)
            throw WriteFailure(error: ELOOP)
        }
        do throws(WriteFailure) { if status.st_size == 0 { try Self.synchronize(folder) } } catch {
            close(number)
            throw error
        }
        open.withLock { $0 = (day, number) }
        return number
    }

    private func shut() {
        open.withLock { open in
            if let number = open?.number { close(number) }
            open = nil
        }
    }

    /// Makes the folder and those above it, durably.
    static func makeFolder(_ path: String) throws(WriteFailure) {
        guard mkdir(path, 0o700) != 0 else { return try synchronize(above(path)) }
        switch errno {
        case EEXIST: return
        case ENOENT where path.count > 1:
            try makeFolder(above(path))
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last }
            try synchronize(above(path))
        default: throw .last
        }
    }

    /// Refuses a folder, or one in which it is, that is a link, another user's, or open to others.
    static func checkFolder(_ path: String) throws(WriteFailure) {
        for path in [path, above(path)] {
            var status = stat()
            guard lstat(path, &status) == 0 else { throw .last }
            guard status.st_mode & S_IFMT == S_IFDIR else { throw WriteFailure(error: ELOOP) }
            guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else { throw WriteFailure(error: EACCES) }
        }
    }

    private static func above(_ path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }

    private static func synchronize(_ folder: String) throws(WriteFailure) {
        let number = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .last }
        defer { close(number) }
        // Some file systems cannot do that for folders.
        guard fsync(number) == 0 || errno == EINVAL else { throw .last }
    }

    /// The bytes of a file, or of its end.
    static func bytes(_ path: String, atMost tail: Int?) throws(WriteFailure) -> [UInt8] {
        let number = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else {
            if errno == ENOENT { return [] }
            throw .last
        }
        defer { close(number) }
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last }
        guard status.st_mode & S_IFMT == S_IFREG else { throw WriteFailure(error: ELOOP) }
        // What others could have written says nothing about what was sent.
        guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else { throw WriteFailure(error: EACCES) }
        let size = Int(status.st_size)
        var place = tail.map { max(0, size - $0) } ?? 0
        var bytes = [UInt8](repeating: 0, count: size - place)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(place)) }
            if count < 0 {
                guard errno == EINTR else { throw .last }
                continue
            }
            guard count > 0 else { break }
            (done, place) = (done + count, place + count)
        }
        return Array(bytes[..<done])
    }
}
