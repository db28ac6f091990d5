import Accounts
import Foundation
import Sandbox
import Synchronizing
import Telling
import Workspace

/// The demo: a workspace and the state of its sandbox, kept together.
struct Demo: Sendable {
    let location: WorkspaceLocation

    func open() async throws -> (Workspace, Notice) {
        let existing = try await Workspace.existing(at: location)
        let system = try await existing?.systems.system(named: Self.system)
        let (port, isElsewhere) = try await DemoSandbox(location).start(for: system)
        if let existing { return (existing, isElsewhere ? .demoElsewhere(port: port) : greeting(port)) }
        try Workspace.create(at: location)
        let workspace = try await Workspace.open(location, environment: ownEnvironment)
        try await workspace.fillWithSandbox(port: port)
        return (workspace, greeting(port))
    }

    /// The sandbox's Dropbox, as a demo registers it.
    static let system: SystemName = "Dropbox"

    private func greeting(_ port: Int) -> Notice { .demo(portal: Sandbox.portal(port: port)) }

    /// Removes the files that a demo creates, and nothing else.
    func forget() throws {
        let names = [
            "account-sync.sqlite", "account-sync.sqlite-wal", "account-sync.sqlite-shm", "owners", "secrets",
            "bss-pull.sqlite", "bss-pull.sqlite-wal", "bss-pull.sqlite-shm", "bss-pull.sqlite-lock",
            "bss-pull-dry-run.sqlite", "bss-pull-dry-run.sqlite-wal", "bss-pull-dry-run.sqlite-shm",
            "sandbox-portal.jsonl", "sandbox-bss.jsonl", "sandbox-log.jsonl",
        ]
        for name in names where FileManager.default.fileExists(atPath: location.file(name)) {
            try FileManager.default.removeItem(atPath: location.file(name))
        }
    }
}

extension Workspace {
    /// The workspace of a demo; nil if it has not been made.
    static func existing(at location: WorkspaceLocation) async throws(StoreFailure) -> Workspace? {
        do throws(StoreFailure) {
            return try await open(location, environment: ownEnvironment)
        } catch .missing {
            return nil
        }
    }
}
