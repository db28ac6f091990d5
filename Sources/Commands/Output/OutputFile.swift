import Foundation
import Telling

/// A file that a command writes as a whole: it is the old one until the new one is complete.
struct OutputFile: Sendable {
    let path: String
    /// The file itself, if the path is a link to it.
    private let target: String

    /// Finds out whether the file can be written, so that nothing is done before that is known.
    init(_ path: String) throws(CommandProblem) {
        self.path = path
        target = Self.target(of: path)
        var status = stat()
        if stat(target, &status) == 0 {
            guard status.st_mode & S_IFMT != S_IFDIR else { throw .directory(path: path) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
            guard access(target, W_OK) == 0 else { throw .unwritable(path: path, reason: WriteFailure.last.reason) }
        }
        do throws(WriteFailure) {
            try Temporary(beside: target).discard()
        } catch {
            throw .unwritable(path: path, reason: error.reason)
        }
    }

    /// Refuses paths that lead to one and the same file.
    static func check(apart paths: [String]) throws(CommandProblem) {
        var seen: Set<String> = []
        for path in paths where !seen.insert(target(of: path)).inserted { throw .sameFile(path: path) }
    }

    func write(_ bytes: some Collection<UInt8>) throws(WriteFailure) {
        let file = try Temporary(beside: target)
        do throws(WriteFailure) {
            try file.descriptor.write(bytes)
            try file.descriptor.synchronize()
            try file.descriptor.close()
        } catch {
            unlink(file.path)
            throw error
        }
        guard rename(file.path, target) == 0 else {
            let failure = WriteFailure.last
            unlink(file.path)
            throw failure
        }
    }

    /// Writes the file; returns the notice if it cannot be written.
    func writing(_ bytes: some Collection<UInt8>) -> Notice? {
        do throws(WriteFailure) {
            try write(bytes)
            return nil
        } catch {
            return .fileLost(path: path, reason: error.reason)
        }
    }

    /// Where a path leads: through links, and without `.` and `..` in its directory.
    private static func target(of path: String) -> String {
        if let whole = resolved(path) { return whole }
        let url = URL(fileURLWithPath: path)
        let directory = url.deletingLastPathComponent().path
        return (resolved(directory) ?? directory) + "/" + url.lastPathComponent
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}

/// A new file that only its owner can read.
private struct Temporary {
    let path: String
    let descriptor: Descriptor

    init(beside target: String) throws(WriteFailure) {
        let url = URL(fileURLWithPath: target)
        let template = "\(url.deletingLastPathComponent().path)/.\(url.lastPathComponent).XXXXXX"
        var name = template.utf8CString.map { $0 }
        let number = mkstemp(&name)
        guard number >= 0 else { throw WriteFailure.last }
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        descriptor = Descriptor(number: number)
        // A file that others may read stays so.
        var status = stat()
        if stat(target, &status) == 0 { fchmod(number, status.st_mode & 0o777) }
    }

    func discard() throws(WriteFailure) {
        unlink(path)
        try descriptor.close()
    }
}
