import ArgumentParser

struct ConsoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Opens the console (what happens without a subcommand)."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var look: LookOptions

    func run() throws {
        let opened = try Blocking.run { [workspace] in try await workspace.open() }
        try look.show(opened)
    }
}
