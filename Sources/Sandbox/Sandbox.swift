import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Synchronization

package struct SandboxConfiguration: Sendable {
    /// The port on loopback; 0 for any free one.
    package var port: Int
    package var applicationID: String
    package var apiKey: String
    /// Where the portal is stored; nil keeps it in memory.
    package var stateFile: String?
    /// Where each request, and each account created or deleted, is logged as a line of JSON.
    package var logFile: String?
    /// The least time that an answer takes.
    package var latency: Duration
    package var faults: [Fault]
    /// The Reseller IDs that an order accepts.
    package var validResellerIDs: Set<String>

    package init(
        port: Int = 0,
        applicationID: String = Sandbox.applicationID,
        apiKey: String = Sandbox.apiKey,
        stateFile: String? = nil,
        logFile: String? = nil,
        latency: Duration = .zero,
        faults: [Fault] = [],
        validResellerIDs: Set<String> = ["RS-77", "RS-88", "RS-99"]
    ) {
        self.port = port
        self.applicationID = applicationID
        self.apiKey = apiKey
        self.stateFile = stateFile
        self.logFile = logFile
        self.latency = latency
        self.faults = faults
        self.validResellerIDs = validResellerIDs
    }
}

/// A Dropbox service manager with a Partner Portal behind it, on loopback, for rehearsals and tests.
package struct Sandbox: Sendable {
    package static let applicationID = "6f0c2b7e-51f4-4a53-9d3e-5a0d0b5f7c11"
    /// Not a secret, since it opens nothing else.
    package static let apiKey = "sandbox-key"
    package static let usualPort = 8377

    private let configuration: SandboxConfiguration

    package init(_ configuration: SandboxConfiguration) { self.configuration = configuration }

    /// Serves until its task is cancelled; `onReady` gets the port, `onFailure` what can no longer be stored or logged.
    package func run(
        onReady: @escaping @Sendable (Int) -> Void,
        onFailure: @escaping @Sendable (SandboxFailure) -> Void = { _ in }
    ) async throws {
        let vendor = try Vendor(configuration)
        var logger = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let application = Application(
            responder: VendorResponder(vendor: vendor, onFailure: onFailure),
            configuration: .init(address: .hostname("127.0.0.1", port: configuration.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw SandboxFailure.portTaken(configuration.port)
        }
    }
}

package enum SandboxFailure: Error, CustomStringConvertible {
    case portTaken(Int)
    /// The file exists and is not a state file.
    case unreadableState(path: String)
    case unwritable(path: String)

    package var description: String {
        switch self {
        case .portTaken(let port): "another program listens on port \(port): name a free one with --port, or 0"
        case .unreadableState(let path):
            "the file \(path) is not the state of a sandbox: remove it, or name another file with --state"
        case .unwritable(let path): "the file \(path) cannot be written: name another one with --state or --log"
        }
    }
}
