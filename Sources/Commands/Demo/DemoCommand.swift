import ArgumentParser
import Foundation
import Synchronization
import Telling
import Workspace

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Opens the console on sample accounts, with the sandbox's Dropbox on loopback."
    )

    @OptionGroup var look: LookOptions
    @Option(
        name: .long,
        help: ArgumentHelp("The directory of the demo; else the usual place.", valueName: "folder"),
        completion: .directory
    )
    var workspace: String?
    @Flag(help: "Start over: forgets the demo's accounts and what its portal has.")
    var fresh = false
    @Flag(
        help:
            "A team's book on a PostgreSQL server of its own, with a worker. In a second terminal it is another operator."
    )
    var team = false

    private var location: WorkspaceLocation {
        workspace.map(WorkspaceLocation.init(path:)) ?? .demo(isTeam: team, environment: ownEnvironment)
    }

    func run() throws {
        team ? try runTeam() : try runAlone()
    }

    private func runAlone() throws {
        let demo = Demo(location: location)
        try show { [fresh] in
            if fresh { try await demo.forget() }
            let (workspace, greeting) = try await demo.open()
            return (workspace, [greeting])
        }
    }

    private func runTeam() throws {
        let demo = TeamDemo(folder: location)
        let server = Mutex<DemoServer?>(nil)
        defer {
            if let server = server.withLock({ $0 }) { try? Blocking.run { await server.end() } }
        }
        try show { [fresh] in
            if fresh { try await demo.forget() }
            let opened = try await demo.open()
            server.withLock { $0 = opened.server }
            return (opened.workspace, opened.greeting)
        }
    }

    private func show(_ open: @escaping @Sendable () async throws -> (Workspace, [Notice])) throws {
        let open: @Sendable () async throws -> (Workspace, [Notice]) = {
            try ReadOnlyMode.allowChanges()
            let opened = try await open()
            WorkspaceOption.use(opened.0.location)
            return opened
        }
        guard !look.accessible else { return try ConsoleCommand.talk(open) }
        // Before anything is made or removed for a console that cannot be shown.
        try look.options.requireTerminal()
        let (opened, greeting) = try Blocking.run(open)
        try look.options.show(opened, greeting: greeting)
    }
}
