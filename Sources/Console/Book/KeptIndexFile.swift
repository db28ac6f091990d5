import AccountIndex
import Glibc

/// A sum over bytes that a disk or a cut would change; it keeps nobody from writing another file on purpose.
struct CheckSum {
    private var lanes: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)

    var value: UInt64 { lanes.0 ^ lanes.1 &* 0x1656_67B1_9E37_79F9 }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var (one, other) = (lanes.0 ^ UInt64(bytes.count), lanes.1)
        var place = 0
        while place + 16 <= bytes.count {
            one = Self.mixed(one, bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            other = Self.mixed(other, bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
            place += 16
        }
        while place < bytes.count {
            one = Self.mixed(one, UInt64(bytes[place]))
            place += 1
        }
        lanes = (one, other)
    }

    @inline(__always)
    private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* 0x9E37_79B1_85EB_CA87
        return product ^ product >> 29
    }
}

private let magic: [UInt8] = Array("ASINDEX1".utf8)
/// The sum is made of blocks of this size.
private let blockSize = 1 << 20

/// Writes a kept index beside the one that is there, and puts it in its place as a whole.
final class IndexWriter: IndexKeeping {
    private let path: String
    private let file: UnsafeMutablePointer<FILE>
    private var sum = CheckSum()
    private var block: [UInt8] = []

    static func unfinished(_ path: String) -> String { "\(path).\(getpid())" }

    init(_ path: String) throws {
        self.path = path
        try Self.makeFolder(path)
        let name = Self.unfinished(path)
        unlink(name)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KeptIndexProblem.system(errno) }
        guard let file = fdopen(descriptor, "w") else {
            close(descriptor)
            throw KeptIndexProblem.system(errno)
        }
        self.file = file
        block.reserveCapacity(blockSize)
        try put(magic)
    }

    deinit { fclose(file) }

    func keep<Element: BitwiseCopyable>(_ elements: inout [Element]) throws {
        withUnsafeBytes(of: UInt64(elements.count)) { block += $0 }
        try elements.withUnsafeBytes { bytes in
            var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
            while block.count + rest.count >= blockSize {
                let room = max(0, blockSize - block.count)
                block += UnsafeRawBufferPointer(rebasing: rest.prefix(room))
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(room))
                try putBlock(min(block.count, blockSize))
            }
            block += rest
        }
    }

    /// Ends the file, which need not be on the disk for sure: what is not whole is thrown away.
    func finish() throws {
        if !block.isEmpty { try putBlock(block.count) }
        try put(withUnsafeBytes(of: sum.value) { Array($0) })
        guard fflush(file) == 0, rename(Self.unfinished(path), path) == 0 else { throw KeptIndexProblem.system(errno) }
    }

    private func putBlock(_ count: Int) throws {
        block.withUnsafeBytes { sum.add(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
        try put(block.prefix(count))
        block.removeFirst(count)
    }

    private func put(_ bytes: some Collection<UInt8>) throws {
        let bytes = Array(bytes)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw KeptIndexProblem.system(errno) }
    }

    /// Makes the folders of a path, each for its owner alone.
    private static func makeFolder(_ path: String) throws {
        let parts = path.split(separator: "/").dropLast()
        for end in parts.indices {
            let folder = "/" + parts[...end].joined(separator: "/")
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST || errno == EACCES || errno == EROFS else {
                throw KeptIndexProblem.system(errno)
            }
        }
    }
}

/// Reads a kept index that is whole, as it was written.
final class IndexReader: IndexKeeping {
    private let file: UnsafeMutablePointer<FILE>
    private var left: Int

    /// Throws unless every byte is as it was written: what is read of them afterwards is not checked in any other way.
    init(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw KeptIndexProblem.system(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0, let file = fdopen(descriptor, "r")
        else {
            close(descriptor)
            throw KeptIndexProblem.unfit
        }
        self.file = file
        left = Int(status.st_size) - magic.count - MemoryLayout<UInt64>.size
        var (found, sum, expected) = ([UInt8](repeating: 0, count: magic.count), CheckSum(), UInt64(0))
        guard left >= 0, fread(&found, 1, found.count, file) == found.count, found == magic else {
            throw KeptIndexProblem.unfit
        }
        var block = [UInt8](repeating: 0, count: min(blockSize, left))
        var unread = left
        while unread > 0 {
            let count = min(unread, blockSize)
            guard fread(&block, 1, count, file) == count else { throw KeptIndexProblem.unfit }
            block.withUnsafeBytes { sum.add(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
            unread -= count
        }
        guard fread(&expected, MemoryLayout<UInt64>.size, 1, file) == 1, expected == sum.value,
            fseek(file, magic.count, SEEK_SET) == 0
        else { throw KeptIndexProblem.unfit }
    }

    deinit { fclose(file) }

    func keep<Element: BitwiseCopyable>(_ elements: inout [Element]) throws {
        var count: UInt64 = 0
        left -= MemoryLayout<UInt64>.size
        guard left >= 0, fread(&count, MemoryLayout<UInt64>.size, 1, file) == 1,
            count <= UInt64(left / MemoryLayout<Element>.stride)
        else { throw KeptIndexProblem.unfit }
        left -= Int(count) * MemoryLayout<Element>.stride
        elements = try [Element](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
            if count > 0 {
                guard fread(buffer.baseAddress, MemoryLayout<Element>.stride, Int(count), file) == Int(count) else {
                    throw KeptIndexProblem.unfit
                }
            }
            initialized = Int(count)
        }
    }

    /// Throws unless everything was read.
    func finish() throws {
        guard left == 0 else { throw KeptIndexProblem.unfit }
    }
}
