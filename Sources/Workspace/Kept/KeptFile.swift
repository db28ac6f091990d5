import FoundationEssentials
import Glibc
import StrictJSON

/// A small file in the workspace's folder that makes an operator's life easier; nothing else depends on it.
///
/// It is treated as hostile when read, replaced as a whole when written, and never followed through a link.
package struct KeptFile: Sendable {
    package let path: String
    private static let mostBytes = 1 << 20

    package init(_ name: String, in location: WorkspaceLocation) { path = location.file(name) }

    /// Why a file is left alone.
    package enum Problem: Error, Hashable, Sendable {
        case tooLong
        case notAFile
        case unreadable(WriteFailure)
        /// It is no JSON, or not what this program writes.
        case foreign
        case unwritable(WriteFailure)
    }

    /// The bytes of the file; nil if there is none.
    func bytes() throws(Problem) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw errno == ELOOP ? .notAFile : .unreadable(.last)
        }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_size <= Self.mostBytes else { throw .tooLong }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                guard count < 0, errno == EINTR else { break }
                continue
            }
            done += count
        }
        return Array(bytes[..<done])
    }

    /// What is in the file; nil if there is none.
    package func read<Value: Decodable>(_ type: Value.Type) throws(Problem) -> Value? {
        guard let bytes = try bytes() else { return nil }
        do {
            // It judges the depth, which a decoder does not.
            _ = try JSONReader.read(bytes)
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw .foreign
        }
    }

    /// Replaces the file, unless it is like that already.
    package func write(_ value: some Encodable) throws(Problem) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // The values are plain texts and numbers, which can always be encoded.
        guard let data = try? encoder.encode(value) else { throw .foreign }
        let new = Array(data) + [0x0A]
        // What cannot be read is replaced.
        if let old = try? bytes(), old == new { return }
        var status = stat()
        guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        do throws(WriteFailure) {
            try OutputFile(within: path).write(new)
        } catch {
            throw .unwritable(error)
        }
    }
}
