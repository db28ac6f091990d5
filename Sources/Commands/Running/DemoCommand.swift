import Accounts
import ArgumentParser
import Foundation
import Sandbox
import Synchronization
import Synchronizing
import Telling
import Workspace

/// Opens the console on sample accounts, with a Dropbox to play with.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Opens the console on sample accounts, with the sandbox's Dropbox on loopback."
    )

    @OptionGroup var look: LookOptions
    @Option(name: .long, help: "The directory of the demo; else the usual place.")
    var workspace: String?
    @Flag(help: "Start over: forgets the demo's accounts and what its portal has.")
    var fresh = false

    func run() throws {
        let demo = Demo(
            location: workspace.map(WorkspaceLocation.init(path:))
                ?? .demo(environment: ProcessInfo.processInfo.environment)
        )
        let (opened, greeting) = try Blocking.value { [fresh] in
            if fresh { try demo.forget() }
            return try await demo.open()
        }
        try look.show(opened, greeting: [greeting])
    }
}

/// The demo: a workspace and the state of its sandbox, kept together.
struct Demo: Sendable {
    let location: WorkspaceLocation

    /// Starts the sandbox, makes the workspace if there is none, and opens it.
    func open() async throws -> (Workspace, Notice) {
        let environment = ProcessInfo.processInfo.environment
        if let workspace = try await existing(environment) {
            let port = try await port(of: workspace)
            do {
                _ = try await startSandbox(port: port)
            } catch SandboxFailure.portTaken {
                return (
                    workspace,
                    Notice(
                        .plain,
                        "Something answers on port \(port) already, perhaps this demo in another terminal; it is used."
                    )
                )
            }
            return (workspace, greeting(port))
        }
        let port: Int
        do {
            port = try await startSandbox(port: Sandbox.usualPort)
        } catch SandboxFailure.portTaken {
            port = try await startSandbox(port: 0)
        }
        do throws(StoreFailure) { try Workspace.create(at: location) } catch { throw Failure(error) }
        let workspace = try await Workspace.open(location, environment: environment)
        try await workspace.fillWithSample(
            port: port,
            applicationID: Sandbox.applicationID,
            apiKey: Secret(Sandbox.apiKey)
        )
        return (workspace, greeting(port))
    }

    private func existing(_ environment: [String: String]) async throws -> Workspace? {
        do throws(StoreFailure) {
            return try await Workspace.open(location, environment: environment)
        } catch .missing {
            return nil
        } catch {
            throw Failure(error)
        }
    }

    private func port(of workspace: Workspace) async throws -> Int {
        let system = try await workspace.systems.system(named: "Dropbox")
        return system.flatMap { URLComponents(string: $0.endpoints.synchronize)?.port } ?? Sandbox.usualPort
    }

    private func greeting(_ port: Int) -> Notice {
        Notice(.plain, "The sandbox's Partner Portal: http://127.0.0.1:\(port)/portal")
    }

    /// Serves in the background until the program ends; answers the port.
    private func startSandbox(port: Int) async throws -> Int {
        let configuration = SandboxConfiguration(
            port: port,
            stateFile: location.file("sandbox-portal.jsonl"),
            logFile: location.file("sandbox-log.jsonl")
        )
        try FileManager.default.createDirectory(
            atPath: location.path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return try await withCheckedThrowingContinuation { continuation in
            let waiting = Mutex<CheckedContinuation<Int, any Error>?>(continuation)
            let once = Once(waiting)
            Task {
                do {
                    try await Sandbox(configuration).run { once.resume(returning: $0) }
                } catch {
                    once.resume(throwing: error)
                }
            }
        }
    }

    /// Resumes a continuation the first time only.
    private final class Once: Sendable {
        private let waiting: Mutex<CheckedContinuation<Int, any Error>?>
        init(_ waiting: consuming Mutex<CheckedContinuation<Int, any Error>?>) { self.waiting = waiting }
        func resume(returning port: Int) { take()?.resume(returning: port) }
        func resume(throwing error: any Error) { take()?.resume(throwing: error) }
        private func take() -> CheckedContinuation<Int, any Error>? {
            waiting.withLock { waiting in
                defer { waiting = nil }
                return waiting
            }
        }
    }

    /// Removes the files that a demo makes, and nothing else.
    func forget() throws {
        let names = [
            "account-sync.sqlite", "account-sync.sqlite-wal", "account-sync.sqlite-shm", "owners", "secrets",
            "sandbox-portal.jsonl", "sandbox-log.jsonl",
        ]
        for name in names where FileManager.default.fileExists(atPath: location.file(name)) {
            try FileManager.default.removeItem(atPath: location.file(name))
        }
    }
}
