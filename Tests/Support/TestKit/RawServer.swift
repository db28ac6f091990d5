import Foundation
import Synchronization

/// A server that follows a script over plain TCP and knows no HTTP, so it can send what no real server would.
package final class RawServer: Sendable {
    /// Handles one connection, on its own thread; the connection is closed afterwards.
    package typealias Script = @Sendable (RawConnection) -> Void

    package let port: Int
    private let listener: Int32
    private let seen = Mutex<[String]>([])

    package init(_ script: @escaping Script) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        port = try Self.listen(on: listener)
        Thread.detachNewThread { [weak self] in
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                guard let server = self else {
                    close(socket)
                    return
                }
                let connection = RawConnection(socket) { [weak server] text in server?.seen.withLock { $0.append(text) }
                }
                Thread.detachNewThread {
                    script(connection)
                    connection.close()
                }
            }
        }
    }

    /// A server that replies with the same text to every request.
    package convenience init(answering text: String) throws {
        try self.init { connection in
            _ = connection.readRequest()
            connection.send(text)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The requests that were read whole, in the order in which they ended.
    package var requests: [String] { seen.withLock { $0 } }

    package func url(_ path: String = "") -> String { "http://127.0.0.1:\(port)\(path)" }

    private static func listen(on socket: Int32) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && Glibc.listen(socket, 64) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        guard done else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// A connection to a raw server, or to any server from this side; calls block.
package final class RawConnection: Sendable {
    private let socket: Mutex<Int32>
    private let note: @Sendable (String) -> Void

    init(_ socket: Int32, note: @escaping @Sendable (String) -> Void) {
        self.socket = Mutex(socket)
        self.note = note
    }

    /// Runs what blocks on a thread of its own, since a server in this process needs those of Swift's tasks.
    package static func apart<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Connects to a server on loopback.
    package convenience init(to port: Int) throws {
        self.init(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)) { _ in }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = UInt16(port).bigEndian
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard done else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        // A server that says nothing for so long fails a test instead of holding it up.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout.size(ofValue: patience)))
    }

    private var descriptor: Int32 { socket.withLock { $0 } }

    /// Reads one request: the head, and as much body as `Content-Length` says, or less if the client closes first.
    @discardableResult
    package func readRequest() -> String {
        var bytes: [UInt8] = []
        while !Self.isWhole(bytes), let more = read() { bytes += more }
        let text = String(decoding: bytes, as: UTF8.self)
        if !text.isEmpty { note(text) }
        return text
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let field = text[..<end.lowerBound].split(separator: "\r\n")
            .first { $0.lowercased().hasPrefix("content-length:") }
        let length = field.flatMap { Int($0.split(separator: ":")[1].filter(\.isNumber)) } ?? 0
        return text[end.upperBound...].utf8.count >= length
    }

    /// The next bytes; nil at the end.
    package func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// Returns false if the client is gone.
    @discardableResult
    package func send(_ text: String) -> Bool { send(bytes: Array(text.utf8)) }

    /// Returns false if the client is gone.
    @discardableResult
    package func send(bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...]
                .withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    package func waitForEnd() { while read() != nil {} }

    /// What the other side sends until it ends the connection.
    package func readToEnd() -> String {
        var bytes: [UInt8] = []
        while let more = read() { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Waits for what the other side does next; returns whether it ends the connection.
    package func isEnded() -> Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, 0) == 0
    }

    /// Tells the other side that nothing more will be sent.
    package func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    package func close() {
        socket.withLock { socket in
            if socket >= 0 { Glibc.close(socket) }
            socket = -1
        }
    }
}
