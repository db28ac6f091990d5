import ArgumentParser
import Dialogue
import Telling
import Terminal
import Workspace

struct ConsoleCommand: WorkspaceTaking {
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
        let isReadOnly = readOnly
        if utc { LocalZone.useUTC() }
        guard !look.accessible else {
            return try Self.talk { (try await workspace.location.open(isReadOnly: isReadOnly), []) }
        }
        try Self.open(workspace.location, look.options, isReadOnly: isReadOnly)
    }

    /// Talks about a workspace by lines until the operator leaves it.
    static func talk(_ open: @escaping @Sendable () async throws -> (Workspace, [Notice])) throws {
        try Blocking.run(ended: Phrases.nothingInDoubt) {
            let (workspace, greeting) = try await open()
            var dialogue = Dialogue(workspace, LineVoice())
            await dialogue.run(greeting: greeting)
        }
    }

    /// Opens a workspace in the console until the operator leaves it.
    static func open(
        _ location: WorkspaceLocation,
        _ options: TerminalOptions,
        isReadOnly: Bool = false
    ) throws {
        try options.show(try Blocking.run { try await location.open(isReadOnly: isReadOnly, isWatched: true) })
    }
}
