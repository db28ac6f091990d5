import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct RunsStopCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stops a bulk run for everybody: what is under way is finished, and nothing new begins."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var run: RunArgument
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let run = try await opened.stop(run.id)
        return Shown(RunJSON(run)) { Output.line(RunWords.title(run)) }
    }
}
