import Glibc

/// Why bytes could not be written: the system's error.
struct WriteFailure: Error, Hashable {
    var error: Int32

    /// Whether the reader went away, as `head` does when it has seen enough.
    var isClosedPipe: Bool { error == EPIPE }

    /// The system's words.
    var reason: String { String(cString: strerror(error)) }
}

/// A file that is open for writing, by its number.
struct Descriptor: Sendable {
    let number: Int32

    /// Writes all of the bytes, however many calls that takes, and waits where the other end is not ready.
    func write(_ bytes: some Collection<UInt8>) throws(WriteFailure) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 {
                done += count
            } else if count == 0 {
                throw WriteFailure(error: ENOSPC)
            } else {
                try recover(from: errno)
            }
        }
    }

    /// Makes sure that what was written is on the disk.
    func synchronize() throws(WriteFailure) {
        guard fsync(number) == 0 else { throw WriteFailure(error: errno) }
    }

    /// Closes it; a disk across a network may tell only now that it is full.
    func close() throws(WriteFailure) {
        // On Linux the descriptor is closed even where a signal came in between (close(2)).
        guard Glibc.close(number) == 0 || errno == EINTR else { throw WriteFailure(error: errno) }
    }

    /// A signal came in between, or a pipe that does not block is full: it can be tried again.
    private func recover(from error: Int32) throws(WriteFailure) {
        switch error {
        case EINTR: break
        case EAGAIN:
            var end = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
            guard poll(&end, 1, -1) >= 0 || errno == EINTR else { throw WriteFailure(error: errno) }
        default: throw WriteFailure(error: error)
        }
    }
}
