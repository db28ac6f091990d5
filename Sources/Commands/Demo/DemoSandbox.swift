import Accounts
import Foundation
import Sandbox
import Workspace

/// The sandbox of a demo, in this process, with its state in the demo's folder.
struct DemoSandbox: Sendable {
    let location: WorkspaceLocation

    init(_ location: WorkspaceLocation) { self.location = location }

    /// Serves in the background until the program ends; returns the port.
    func start(port: Int) async throws -> Int {
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
