import AccountFiles
import Accounts
import Foundation
import Telling

/// The file of accounts that a command names.
struct AccountSource: Sendable {
    private enum Origin {
        case file(RegularFile, FileContents)
        case bytes([UInt8])
    }

    let rows: any RowSource
    private let origin: Origin

    /// Opens a file, or standard input for `-`: CSV in a regular file is read in portions, everything else as a whole.
    ///
    /// What is read as a whole is kept only if it is needed again, for its rejects.
    init(_ path: String, watch: ImportWatch, isReadAgain: Bool) throws {
        let opened = path == "-" ? nil : RegularFile(path)
        if let file = opened, let start = AccountFile.startOfCSV(file.head) {
            guard file.size <= InputFile.longest else {
                throw CommandProblem.tooLong(.file(path), limit: InputFile.longest)
            }
            let contents = FileContents(
                start: start,
                end: file.size,
                isUnchanged: { file.isUnchanged },
                read: file.bytes
            )
            rows = try CSVAccounts(contents, named: Self.name(of: path), watch: watch)
            origin = .file(file, contents)
            return
        }
        let bytes = try InputFile.read(path)
        var file = try AccountFile.read(bytes)
        file.name = Self.name(of: path)
        rows = FileRows(file, watch: watch) { opened?.isUnchanged ?? true }
        origin = .bytes(isReadAgain ? bytes : [])
    }

    /// The last component of a path.
    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The refused rows as a file, each with the reason.
    func rejects(_ problems: [RowProblem]) throws(AccountFileProblem) -> [UInt8] {
        switch origin {
        case .file(let file, let contents):
            guard file.isUnchanged else { throw .changed }
            return try ImportRejects.rows(problems, of: contents, words: \.phrase)
        case .bytes(let bytes): return try ImportRejects.write(problems, of: bytes, words: \.phrase)
        }
    }
}

/// A regular file that is open for reading.
private final class RegularFile: Sendable {
    private let descriptor: Int32
    let size: Int
    private let changed: timespec

    /// Opens a file; nil if it cannot be opened or is not a regular one.
    init?(_ path: String) {
        descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            (size, changed) = (0, timespec())
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
        (size, changed) = (Int(status.st_size), status.st_mtim)
    }

    deinit { close(descriptor) }

    /// Whether nobody has written to the file since it was opened.
    var isUnchanged: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_size == size && status.st_mtim.tv_sec == changed.tv_sec
            && status.st_mtim.tv_nsec == changed.tv_nsec
    }

    /// The first bytes.
    var head: [UInt8] { bytes(0..<min(size, 4_096)) ?? [] }

    /// The bytes in a range, fewer at the end of the file; nil if they cannot be read.
    func bytes(_ range: Range<Int>) -> [UInt8]? {
        var isReadable = true
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, done in
            while done < range.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
                let count = pread(descriptor, rest.baseAddress, range.count - done, off_t(range.lowerBound + done))
                if count < 0 && errno == EINTR { continue }
                if count < 0 { isReadable = false }
                guard count > 0 else { return }
                done += count
            }
        }
        return isReadable ? bytes : nil
    }
}
