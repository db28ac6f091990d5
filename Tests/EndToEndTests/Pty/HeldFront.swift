import Foundation
import TestKit

/// Stands in front of a sandbox, and lets no request to synchronize through until it is opened.
final class HeldFront: Sendable {
    private let server: RawServer
    private let gate = DispatchSemaphore(value: 0)
    var url: String { server.url() }

    init(to port: Int) throws {
        let gate = gate
        server = try RawServer { connection in
            var vendor: RawConnection?
            while true {
                let request = connection.readRequest()
                guard !request.isEmpty else { break }
                if request.hasPrefix("POST /accounts/synchronize") {
                    gate.wait()
                    // For the others, too.
                    gate.signal()
                }
                if vendor == nil {
                    guard let opened = try? RawConnection(to: port) else { break }
                    vendor = opened
                    Thread.detachNewThread {
                        while let bytes = opened.read(), connection.send(bytes: bytes) {}
                        connection.endOutput()
                    }
                }
                vendor?.send(request)
            }
            vendor?.endOutput()
        }
    }

    deinit { gate.signal() }

    func open() { gate.signal() }
}
