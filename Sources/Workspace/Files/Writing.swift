import Glibc

/// Why bytes could not be written: the error number of the system.
package struct WriteFailure: Error, Hashable, Sendable {
    package var error: Int32

    package init(error: Int32) { self.error = error }

    /// The failure of the system call that has just returned.
    package static var last: WriteFailure { WriteFailure(error: errno) }

    /// Whether the reader went away, as `head` does when it has seen enough.
    package var isClosedPipe: Bool { error == EPIPE }

    /// The system's words.
    package var reason: String { String(cString: strerror(error)) }
}

package struct Descriptor: Sendable {
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// Writes all of the bytes, in as many calls as that takes, and waits if the other end is not ready.
    package func write(_ bytes: some Collection<UInt8>) throws(WriteFailure) {
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

    package func synchronize() throws(WriteFailure) {
        guard fsync(number) == 0 else { throw .last }
    }

    /// Closes the file; a network disk may report only now that it is full.
    package func close() throws(WriteFailure) {
        // On Linux the descriptor is closed even if a signal interrupted the call (close(2)).
        guard Glibc.close(number) == 0 || errno == EINTR else { throw .last }
    }

    /// A signal interrupted the call, or a non-blocking pipe is full: the write can be tried again.
    private func recover(from error: Int32) throws(WriteFailure) {
        switch error {
        case EINTR: break
        case EAGAIN:
            var end = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
            guard poll(&end, 1, -1) >= 0 || errno == EINTR else { throw .last }
        default: throw WriteFailure(error: error)
        }
    }
}
