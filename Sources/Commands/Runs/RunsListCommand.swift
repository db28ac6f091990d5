import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct RunsListCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the bulk runs of everybody, newest first."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Only those that are not over.")
    var open = false
    @Option(help: ArgumentHelp("The most to list, 100 unless given.", valueName: "n"), transform: Numbers.limit)
    var limit: Int = 100
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let runs =
            open
            ? try await opened.openRuns().reversed().filter { !$0.isOver }.prefix(limit).map(\.self)
            : try await opened.allRuns(limit: limit)
        return Shown(runs.map(RunJSON.init)) {
            var table = Table("RUN", "SYSTEM", "BY", "BEGUN", "DONE", "PROBLEMS", "STANDING")
            for run in runs {
                table.add(
                    "\(run.id.rawValue)",
                    run.system.rawValue,
                    run.by,
                    run.begun.stamp,
                    RunWords.done(run),
                    "\(run.problemCount)",
                    RunWords.standing(run)
                )
            }
            table.print()
            if table.isEmpty { Output.message(open ? RunWords.noneOpen : RunWords.none) }
        }
    }
}
