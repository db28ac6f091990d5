import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct RunsApproveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract:
            "Approves a bulk run that somebody else began, which waits for that; look at it with runs show --plan first."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var run: RunArgument
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .approver }

    func run(in opened: Workspace) async throws -> any Report {
        _ = try opened.team()
        let run = try await opened.approve(run.id)
        return Shown(RunJSON(run)) { Output.line(RunWords.approved(run)) }
    }
}
