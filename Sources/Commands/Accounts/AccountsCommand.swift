import ArgumentParser

struct AccountsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "Imports, pulls, lists, shows and exports accounts.",
        subcommands: [ImportCommand.self, PullCommand.self, ListCommand.self, ShowCommand.self, ExportCommand.self]
    )
}
