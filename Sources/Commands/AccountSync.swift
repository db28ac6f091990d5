public import ArgumentParser

/// Everything that the program can do; without a subcommand it is the console.
public struct AccountSync: ParsableCommand {
    /// Names and describes it.
    public static let configuration = CommandConfiguration(
        commandName: "account-sync",
        abstract: "Synchronizes resellers and their customers with the vendors that they order from.",
        discussion: """
            Without a subcommand it opens the console. A first look: account-sync demo.

            Exit codes: 0 done, 64 usage, 65 blocked or bad data, 69 unavailable, 70 our own fault, 74 workspace unreadable or \
            unwritable, 75 in doubt or try later, 77 refused, 78 bad configuration.
            """,
        version: "0.1.0",
        subcommands: [
            ConsoleCommand.self, DemoCommand.self, InitCommand.self, AccountsCommand.self, SystemsCommand.self,
            OptionsCommand.self, PlanCommand.self, SynchronizeCommand.self, ResolveCommand.self, UnlinkCommand.self,
            StatusCommand.self,
            AttemptsCommand.self, SandboxCommand.self,
        ],
        defaultSubcommand: ConsoleCommand.self
    )

    /// Makes the command.
    public init() {}

    /// Runs the program with the arguments of the process.
    public static func run() {
        main(Arguments.completed(Array(CommandLine.arguments.dropFirst())))
    }
}

/// What the parser cannot read by itself.
enum Arguments {
    /// Stands for the id that exists named, where `--adopt` has no value.
    static let found = "(found)"

    /// Gives `resolve --adopt` a value where it has none.
    static func completed(_ arguments: [String]) -> [String] {
        guard arguments.first == "resolve" else { return arguments }
        return arguments.enumerated()
            .map { index, argument in
                guard argument == "--adopt" else { return argument }
                let next = index + 1 < arguments.count ? arguments[index + 1] : "-"
                return next.hasPrefix("-") ? "--adopt=\(found)" : argument
            }
    }
}
