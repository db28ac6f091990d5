import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct RunsRetryCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Begins a new run of a run's plan, for what was refused or not sent."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var run: RunArgument
    @Flag(help: "Leave it to a worker, and return at once.")
    var detach = false
    @OptionGroup var output: JSONOption

    static var ended: String { Phrases.nothingSent }

    func run(in opened: Workspace) async throws -> any Report {
        let (id, retry) = try await opened.retry(run.id, isDetached: detach)
        if !json, let words = RunWords.leftOut(of: retry) { Output.message(words) }
        let begun = try await opened.run(id)
        guard !detach else { return RunBegun(run: begun) }
        guard !begun.awaitsApproval else { return RunBegun(run: begun, unapproved: .tryLater) }
        let plan = try await opened.plan(of: id).plan
        let followed = FollowedRun(plan, progress: RunProgress(isJSON: json))
        let stop = followed.stopping()
        _ = try await opened.join(id, stop: stop) { followed.take($0) }
        _ = await followed.settle(in: opened)
        return try await RunsWaitCommand.waited(id, in: opened)
    }
}
