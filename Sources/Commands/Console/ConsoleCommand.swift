import ArgumentParser
import Terminal
import Workspace

struct ConsoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Opens the console (what happens without a subcommand)."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var look: LookOptions

    func run() throws { try Self.open(workspace.location, look.options) }

    /// Opens a workspace in the console until the operator leaves it.
    static func open(_ location: WorkspaceLocation, _ options: TerminalOptions) throws {
        try options.show(try Blocking.run { try await location.open() })
    }
}
