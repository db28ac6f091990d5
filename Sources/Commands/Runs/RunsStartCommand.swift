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
    @OptionGroup var output: JSONOption

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
