import ArgumentParser
import Foundation
import Telling
import Workspace

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
                ?? .demo(environment: ownEnvironment)
        )
        let open: @Sendable () async throws -> (Workspace, Notice) = { [fresh] in
            try ReadOnlyMode.allowChanges()
            if fresh { try demo.forget() }
            return try await demo.open()
        }
        guard !look.accessible else {
            return try ConsoleCommand.talk {
                let (workspace, greeting) = try await open()
                return (workspace, [greeting])
            }
        }
        let (opened, greeting) = try Blocking.run(open)
        try look.options.show(opened, greeting: [greeting])
    }
}
