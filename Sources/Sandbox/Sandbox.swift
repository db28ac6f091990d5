import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// How a sandbox is run.
package struct SandboxConfiguration: Sendable {
    /// The port on loopback; 0 takes a free one.
    package var port: Int
    /// The application id that is accepted.
    package var applicationID: String
    /// The API key that is accepted.
    package var apiKey: String
    /// Where the portal is kept; nil keeps it in memory.
    package var stateFile: String?
    /// Where each request, and each account that one created or deleted, is logged as a line of JSON.
    package var logFile: String?
    /// How long every answer takes at least.
    package var latency: Duration
    /// What goes wrong on purpose.
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
    /// The application id that it accepts unless told otherwise.
    package static let applicationID = "6f0c2b7e-51f4-4a53-9d3e-5a0d0b5f7c11"
    /// The key that it accepts unless told otherwise; no secret, since it opens nothing but this.
    package static let apiKey = "sandbox-key"
    /// The port that it asks for first.
    package static let usualPort = 8377

    private let configuration: SandboxConfiguration

    package init(_ configuration: SandboxConfiguration) { self.configuration = configuration }

    /// Serves until its task is cancelled; `onReady` is told the port, `onFailure` what can no longer be kept or logged.
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

/// Why a sandbox cannot run.
package enum SandboxFailure: Error, CustomStringConvertible {
    /// Another program listens there.
    case portTaken(Int)
    /// The state file is something else.
    case unreadableState(path: String)
    /// The state file or the log cannot be written.
    case unwritable(path: String)

    /// What happened and what to do now.
    package var description: String {
        switch self {
        case .portTaken(let port): "another program listens on port \(port): name a free one with --port, or 0"
        case .unreadableState(let path):
            "the file \(path) is not the state of a sandbox: remove it, or name another file with --state"
        case .unwritable(let path): "the file \(path) cannot be written: name another one with --state or --log"
        }
    }
}
