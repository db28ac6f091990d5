import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct RunsStartCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begins a bulk run of a plan, as synchronize --plan does; or leaves it to a worker."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(help: "The plan: what plan --json printed; - reads standard input.")
    var plan: String
    @Flag(help: "Leave it to a worker, and return at once.")
    var detach = false
    @Option(help: "The most requests to begin in a second; 0 for no limit.", transform: Numbers.rate)
    var rate: Double?
    @Option(help: "The most accounts under way at once.", transform: Numbers.inFlight)
    var inFlight: Int?
    @Flag(help: "Print JSON.")
    var json = false

    static var ended: String { Phrases.nothingSent }

    func run(in opened: Workspace) async throws -> any Report {
        let application = PlanApplication(
            plan: try PlanFile.read(plan),
            rate: rate,
            inFlight: inFlight,
            retriesFailed: false,
            isJSON: json,
            files: try RunFiles(rejects: nil, successes: nil, plan: plan)
        )
        return detach ? try await application.detach(in: opened) : try await application.run(in: opened)
    }
}

/// A run that was left to a worker.
struct RunBegun: Report {
    let run: StoredRun
    /// What it ends with if the run waits for an approval.
    var unapproved = ExitCode.success

    var json: RunJSON { RunJSON(run) }
    var exitCode: ExitCode { run.awaitsApproval ? unapproved : .success }
    func print() { if !run.awaitsApproval { Output.line(RunWords.detached(run.id)) } }
    var complaint: Notice? { run.awaitsApproval ? .unapproved(run) : nil }
}

struct RunsRetryCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Begins a new run of a run's plan, for what was refused or not sent."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var run: RunArgument
    @Flag(help: "Leave it to a worker, and return at once.")
    var detach = false
    @Flag(help: "Print JSON.")
    var json = false

    static var ended: String { Phrases.nothingSent }

    func run(in opened: Workspace) async throws -> any Report {
        let id = try await opened.retry(run.id, isDetached: detach)
        let begun = try await opened.run(id)
        guard !detach else { return RunBegun(run: begun) }
        guard !begun.awaitsApproval else { return RunBegun(run: begun, unapproved: .tryLater) }
        let plan = try await opened.plan(of: id).plan
        let followed = FollowedRun(plan, progress: RunProgress(isJSON: json))
        let stop = followed.stopping()
        _ = try await opened.join(id, stop: stop) { followed.take($0) }
        let left = await opened.synchronizer.settleLeftovers(within: Synchronizer.patience)
        if left > 0 { Output.message(Phrases.unrecorded(left)) }
        StandardError.settle()
        return try await RunsWaitCommand.waited(id, in: opened)
    }
}
