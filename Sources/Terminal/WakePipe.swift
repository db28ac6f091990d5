import Glibc

/// A pipe that wakes a `poll`: non-blocking, not inherited by children, closed on deinitialization.
final class WakePipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// A full pipe is readable already.
    func wake() {
        var byte: UInt8 = 0
        write(writing, &byte, 1)
    }

    func drain() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(reading, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : []
    }
}
