import ArgumentParser
import Synchronizing

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Lists, shows, starts, approves, stops and tries again the bulk runs of the book.",
        subcommands: [
            RunsListCommand.self, RunsShowCommand.self, RunsStartCommand.self, RunsApproveCommand.self,
            RunsStopCommand.self, RunsRetryCommand.self, RunsWaitCommand.self,
        ]
    )
}

/// The number of a run, as `runs list` shows it.
struct RunArgument: ParsableArguments {
    @Argument(help: "The number of the run.", transform: Numbers.run)
    var number: Int

    var id: RunID { RunID(rawValue: number) }
}
