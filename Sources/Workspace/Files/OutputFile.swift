import Foundation

/// A file that is written as a whole: it is the old one until the new one is complete.
package struct OutputFile: Sendable {
    package let path: String
    /// The file itself, if the path is a link to it.
    private let target: String
    /// Whether there is a file already, which would be replaced.
    package let isThere: Bool

    /// Finds out whether the file can be written, so that nothing is done before that is known.
    package init(_ path: String) throws(Problem) {
        self.path = path
        target = Self.target(of: path)
        var status = stat()
        isThere = stat(target, &status) == 0
        if isThere {
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

    /// A file that this program keeps in a folder of its own; a link is never followed.
    init(within path: String) {
        (self.path, target, isThere) = (path, path, false)
    }

    /// Refuses paths that lead to one and the same file.
    package static func check(apart paths: [String]) throws(Problem) {
        var seen: Set<String> = []
        for path in paths where !seen.insert(target(of: path)).inserted { throw .sameFile(path: path) }
    }

    package func write(_ bytes: some Collection<UInt8>) throws(WriteFailure) {
        let file = try Temporary(beside: target)
        do throws(WriteFailure) {
            try file.descriptor.write(bytes)
        } catch {
            file.remove()
            throw error
        }
        try finish(file)
    }

    /// Writes the file in portions; if `body` throws, the old file stays.
    package func write(
        _ body: (_ append: ([UInt8]) throws(WriteFailure) -> Void) async throws -> Void
    ) async throws {
        let file = try Temporary(beside: target)
        do {
            try await body { bytes throws(WriteFailure) in try file.descriptor.write(bytes) }
        } catch {
            file.remove()
            throw error
        }
        try finish(file)
    }

    /// Puts what was written into the place of the old file.
    private func finish(_ file: Temporary) throws(WriteFailure) {
        do throws(WriteFailure) {
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

extension OutputFile {
    /// Why a file cannot be written.
    package enum Problem: Error, Hashable, Sendable {
        case directory(path: String)
        /// The path is neither free nor that of a regular file.
        case notAFile(path: String)
        /// The reason is in the system's words.
        case unwritable(path: String, reason: String)
        /// Two paths lead to one and the same file.
        case sameFile(path: String)
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

    func remove() {
        unlink(path)
        // Nobody needs what was written.
        try? descriptor.close()
    }

    func discard() throws(WriteFailure) {
        unlink(path)
        try descriptor.close()
    }
}
