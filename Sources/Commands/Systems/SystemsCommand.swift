import ArgumentParser

struct SystemsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systems",
        abstract: "Registers, shows and checks provisioning systems.",
        subcommands: [
            AddCommand.self, UpdateCommand.self, SystemsListCommand.self, SystemsShowCommand.self, DisableCommand.self,
            EnableCommand.self, RemoveCommand.self, CheckCommand.self,
        ]
    )
}
