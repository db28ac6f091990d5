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
        try await check(existing)
        let system = try await existing?.systems.system(named: Self.system)
        let (port, isElsewhere) = try await DemoSandbox(location).start(for: system)
        if let existing { return (existing, isElsewhere ? .demoElsewhere(port: port) : greeting(port)) }
        // Before the workspace: one without it is not a demo's.
        try Data().write(to: URL(fileURLWithPath: location.file(Self.mark)))
        try Workspace.create(at: location)
        let workspace = try await Workspace.open(location, environment: ownEnvironment)
        try await workspace.fillWithSandbox(port: port)
        return (workspace, greeting(port))
    }

    /// The sandbox's Dropbox, as a demo registers it.
    static let system: SystemName = "Dropbox"

    private func greeting(_ port: Int) -> Notice { .demo(portal: Sandbox.portal(port: port)) }

    /// An empty file that says that a demo made the workspace beside it.
    private static let mark = "demo"
    /// What the sandbox of a demo writes, which demos had before there was a mark.
    private static let traces = ["sandbox-portal.jsonl", "sandbox-bss.jsonl", "sandbox-log.jsonl"]

    private func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: location.file(name)) }

    /// Refuses a workspace that no demo made: the files of both have the same names.
    private func check(_ existing: Workspace?) async throws {
        guard has("account-sync.sqlite") else { return }
        let systems = try await existing?.systems.systems() ?? []
        guard ([Self.mark] + Self.traces).contains(where: has), systems.allSatisfy(\.isOnLoopback) else {
            throw CommandProblem.notADemo(path: location.path)
        }
    }

    /// Removes the files that a demo creates, and nothing else.
    func forget() async throws {
        // What cannot be opened is what one starts over from.
        try await check(try? await Workspace.existing(at: location))
        let names =
            Self.traces + [
                Self.mark,
                "account-sync.sqlite", "account-sync.sqlite-wal", "account-sync.sqlite-shm", "owners", "secrets",
                "bss-pull.sqlite", "bss-pull.sqlite-wal", "bss-pull.sqlite-shm", "bss-pull.sqlite-lock",
                "bss-pull-dry-run.sqlite", "bss-pull-dry-run.sqlite-wal", "bss-pull-dry-run.sqlite-shm",
            ]
        for name in names where has(name) {
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
