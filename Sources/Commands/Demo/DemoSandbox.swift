import Accounts
import Foundation
import Sandbox
import Workspace

/// The sandbox of a demo, in this process, with its state in the demo's folder.
struct DemoSandbox: Sendable {
    let location: WorkspaceLocation

    init(_ location: WorkspaceLocation) { self.location = location }

    /// Serves where a system of the demo is registered or, before there is one, at the usual port or a free one.
    ///
    /// `isElsewhere`: another process has the registered port, perhaps this demo in another terminal.
    func start(for system: ProvisioningSystem?) async throws -> (port: Int, isElsewhere: Bool) {
        let registered = system.flatMap { URLComponents(string: $0.endpoints.synchronize)?.port }
        let port = registered ?? Sandbox.usualPort
        do {
            return (try await start(port: port), false)
        } catch SandboxFailure.portTaken {
            return system == nil ? (try await start(port: 0), false) : (port, true)
        }
    }

    /// Serves in the background until the program ends; returns the port.
    private func start(port: Int) async throws -> Int {
        let configuration = SandboxConfiguration(
            port: port,
            stateFile: location.file("sandbox-portal.jsonl"),
            logFile: location.file("sandbox-log.jsonl"),
            bss: BSSConfiguration(try .sample, stateFile: location.file("sandbox-bss.jsonl"))
        )
        try FileManager.default.createDirectory(
            atPath: location.path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let (ports, ready) = AsyncThrowingStream.makeStream(of: Int.self)
        Task {
            do {
                try await Sandbox(configuration).run { ready.yield($0) }
            } catch {
                ready.finish(throwing: error)
            }
        }
        for try await port in ports { return port }
        throw CancellationError()
    }
}

extension Workspace {
    /// Takes in the sample accounts, registers the sandbox's Dropbox and connects its BSS.
    func fillWithSandbox(port: Int, secrets folder: String? = nil) async throws {
        try await fillWithSample(
            port: port,
            applicationID: Sandbox.applicationID,
            apiKey: Secret(Sandbox.apiKey),
            secrets: folder
        )
        try await connectSampleBSS(
            Sandbox.bss(port: port),
            secrets: [
                "client-key": Secret(Sandbox.clientKey), "client-secret": Secret(Sandbox.clientSecret),
                "username": Secret(Sandbox.username), "password": Secret(Sandbox.password),
            ],
            in: folder
        )
    }
}
