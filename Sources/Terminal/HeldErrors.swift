import CNcurses
import Glibc

/// Whatever the process writes to stderr while the screen is up: kept in memory, and shown afterwards.
struct HeldErrors {
    private let real: Int32
    private let held: Int32

    init() {
        real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        held = isatty(STDERR_FILENO) == 1 ? nc_memory_file() : -1
        if held >= 0 { dup2(held, STDERR_FILENO) }
    }

    func release() {
        guard held >= 0 else { return }
        dup2(real, STDERR_FILENO)
        lseek(held, 0, SEEK_SET)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(held, &buffer, buffer.count)
            guard count > 0 else { break }
            write(STDERR_FILENO, buffer, count)
        }
        close(held)
        close(real)
    }
}
