package import FoundationEssentials
import Glibc
import StrictJSON
import Synchronization

/// The message log of the consoles of a workspace: a line of JSON for each message, appended, and capped.
///
/// Several consoles may write to it at once; a line is written in one piece, and a file that has grown too long is
/// replaced by its end.
package final class MessageFile: Sendable {
    /// A message as it was told.
    package struct Line: Hashable, Sendable, Codable {
        package var at: Date
        package var tone: String
        package var code: String?
        package var lines: [String]

        package init(at: Date, tone: String, code: String?, lines: [String]) {
            (self.at, self.tone, self.code, self.lines) = (at, tone, code, lines)
        }
    }

    private let path: String
    private let mostBytes: Int
    private let waiting = Mutex<[UInt8]>([])
    /// Held while the file is written.
    private let writing = Mutex(())

    package init(in location: WorkspaceLocation, mostBytes: Int = 1 << 20) {
        path = location.file("messages.jsonl")
        self.mostBytes = mostBytes
    }

    /// Takes a message in, to be written by the next `flush`.
    package func add(_ line: Line) {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and dates can always be encoded.
        guard let data = try? encoder.encode(line), data.count < Self.longestLine else { return }
        waiting.withLock { $0 += Array(data) + [0x0A] }
    }

    /// No real message is longer; one that is can only be a mistake.
    private static let longestLine = 32_768

    /// Writes what was taken in; what cannot be written is lost, and thrown.
    package func flush() throws(WriteFailure) {
        try writing.withLock { _ throws(WriteFailure) in
            let bytes = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            if !bytes.isEmpty { try append(bytes) }
        }
    }

    private func append(_ bytes: [UInt8]) throws(WriteFailure) {
        while true {
            let number = open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
            guard number >= 0 else { throw .last }
            let file = Descriptor(number: number)
            defer { Glibc.close(number) }
            var (mine, current) = (stat(), stat())
            guard flock(number, LOCK_EX) == 0, fstat(number, &mine) == 0 else { throw .last }
            guard mine.st_mode & S_IFMT == S_IFREG else { throw WriteFailure(error: EINVAL) }
            // Another console may have replaced it meanwhile.
            guard lstat(path, &current) == 0, current.st_ino == mine.st_ino else { continue }
            try file.write(bytes)
            if Int(mine.st_size) + bytes.count > mostBytes { try trim(number) }
            return
        }
    }

    /// Replaces a file that is too long by its last lines.
    private func trim(_ number: Int32) throws(WriteFailure) {
        let end = Self.end(of: number, bytes: mostBytes / 2)
        try OutputFile(within: path).write(end)
    }

    /// The last whole lines.
    private static func end(of number: Int32, bytes most: Int) -> [UInt8] {
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
        let start = max(0, Int(status.st_size) - most)
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), most))
        let count = bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(start)) }
        let read = bytes[..<max(count, 0)]
        guard start > 0 else { return Array(read) }
        return Array(read.drop { $0 != 0x0A }.dropFirst())
    }

    /// The latest messages, oldest first; a line that this program cannot have written is left out.
    package func latest(_ count: Int) -> [Line] {
        let number = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { return [] }
        defer { Glibc.close(number) }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return Self.end(of: number, bytes: 1 << 18).split(separator: 0x0A).suffix(count)
            .compactMap { line in
                guard line.count < Self.longestLine, (try? JSONReader.read(Array(line))) != nil else { return nil }
                // Half a line, of a console that was killed while it wrote.
                return try? decoder.decode(Line.self, from: Data(line))
            }
    }
}
