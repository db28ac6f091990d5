import AccountFiles
import Foundation
import Telling

/// The file of accounts that a command names.
enum AccountSource {
    /// Opens a file, or standard input for `-`: CSV in a regular file is read in portions, everything else as a whole.
    static func open(_ path: String, watch: ImportWatch) throws -> any RowSource {
        if path != "-", let file = RegularFile(path), let start = AccountFile.startOfCSV(file.head) {
            guard file.size <= InputFile.longest else {
                throw CommandProblem.tooLong(.file(path), limit: InputFile.longest)
            }
            return try CSVAccounts(FileContents(start: start, end: file.size, read: file.bytes), watch: watch)
        }
        return FileRows(try AccountFile.read(try InputFile.read(path)), watch: watch)
    }
}

/// A regular file that is open for reading.
private final class RegularFile: Sendable {
    private let descriptor: Int32
    let size: Int

    /// Opens a file; nil if it cannot be opened or is not a regular one.
    init?(_ path: String) {
        descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            size = 0
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

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
