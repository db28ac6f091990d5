import CHarness
import Glibc

/// A blocking TCP socket on loopback.
struct Socket: Sendable {
    let descriptor: Int32

    /// Listens on a free port.
    static func listening() throws(HarnessFailure) -> (socket: Socket, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 1024) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard descriptor >= 0, result else { throw .system("listening", errno) }
        return (Socket(descriptor: descriptor), Int(UInt16(bigEndian: address.sin_port)))
    }

    static func connected(to port: Int) -> Socket? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = in_port_t(port).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        return Socket(descriptor: descriptor)
    }

    /// The next connection; nil after shutdown.
    func accept() -> Socket? {
        while true {
            let accepted = harness_accept(descriptor)
            if accepted >= 0 { return Socket(descriptor: accepted) }
            guard errno == EINTR || errno == ECONNABORTED || errno == EMFILE else { return nil }
        }
    }

    /// The bytes that have come, at most `count`; empty at the end or after an error.
    ///
    /// `peeking` leaves them there.
    func receive(_ count: Int = 65_536, peeking: Bool = false) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = recv(descriptor, &buffer, count, peeking ? Int32(MSG_PEEK) : 0)
        return received > 0 ? Array(buffer[..<received]) : []
    }

    /// Returns false if the other side is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Waits for the other side to close, within a limit; returns whether it did.
    @discardableResult
    func waitForHangUp(_ time: Duration) -> Bool {
        harness_wait_for_hang_up(descriptor, Int32(time.milliseconds)) > 0
    }

    func waitForBytes(_ time: Duration) -> Bool {
        var watched = pollfd(descriptor: descriptor, events: Int16(POLLIN))
        return poll(&watched, 1, Int32(time.milliseconds)) > 0
    }

    /// Closes with a reset.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Ends a listening socket: its accept returns nil.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Closes cleanly.
    func close() { Glibc.close(descriptor) }
}

extension pollfd {
    init(descriptor: Int32, events: Int16) { self.init(fd: descriptor, events: events, revents: 0) }
}

extension Duration {
    var milliseconds: Int { Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000) }
}

/// The time since boot.
enum Clock {
    static var uptime: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
