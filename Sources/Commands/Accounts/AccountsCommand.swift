import ArgumentParser

struct AccountsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "Imports, lists, shows and exports accounts.",
        subcommands: [ImportCommand.self, ListCommand.self, ShowCommand.self, ExportCommand.self]
    )
}
