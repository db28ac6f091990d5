import Foundation
import NIOCore

/// A Dropbox service manager with a Partner Portal behind it, and a BSS if wanted, on loopback, for rehearsals and tests.
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
        let arrivals = Arrivals(log: configuration.logFile, faults: configuration.faults)
        let vendor = try Vendor(stateFile: configuration.stateFile, arrivals)
        let bss = try configuration.bss.map { try BSS($0) }
        let responder = SandboxResponder(
            vendor: VendorResponder(vendor: vendor, arrivals: arrivals, latency: configuration.latency),
            bss: bss.map { BSSResponder(bss: $0, arrivals: arrivals, latency: configuration.latency) },
            onFailure: onFailure
        )
        do {
            try await HTTPServer.run(port: configuration.port, onReady: onReady) { await responder.respond(to: $0) }
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
            "the file \(path) is not the state of a sandbox: name another file with --state, or remove it if nobody needs it"
        case .unwritable(let path): "the file \(path) cannot be written: name another one with --state or --log"
        }
    }
}
