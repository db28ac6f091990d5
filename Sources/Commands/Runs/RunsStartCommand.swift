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
    @Option(
        help: ArgumentHelp("The plan: what plan --json printed; - reads standard input.", valueName: "file"),
        completion: .file()
    )
    var plan: String
    @Flag(help: "Leave it to a worker, and return at once.")
    var detach = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most requests to begin in a second, 0.01 to 1000, or 0 for no limit; the registration's unless given.",
            valueName: "n"
        ),
        transform: Numbers.rate
    )
    var rate: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most accounts under way at once, 1 to 256; the registration's unless given.",
            valueName: "n"
        ),
        transform: Numbers.inFlight
    )
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
