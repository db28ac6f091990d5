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
    @Flag(help: "Only look: send nothing and write nothing. ACCOUNT_SYNC_READ_ONLY says so for every command.")
    var readOnly = false
    @Flag(help: "Show times in UTC, not in the zone that TZ or the machine says.")
    var utc = false

    func run() throws {
        if utc { LocalZone.useUTC() }
        try Self.open(workspace.location, look.options, isReadOnly: readOnly)
    }

    /// Opens a workspace in the console until the operator leaves it.
    static func open(
        _ location: WorkspaceLocation,
        _ options: TerminalOptions,
        isReadOnly: Bool = false
    ) throws {
        try options.show(try Blocking.run { try await location.open(isReadOnly: isReadOnly) })
    }
}
