import ArgumentParser

struct HomeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "home",
        abstract: "Tells whether this is where the book belongs, or a copy from which nothing is sent.",
        subcommands: [HomeShowCommand.self, HomeAcceptCommand.self],
        defaultSubcommand: HomeShowCommand.self
    )
}
