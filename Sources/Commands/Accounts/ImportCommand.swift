import AccountFiles
import ArgumentParser
import Workspace

struct ImportCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports accounts from CSV or JSON: an export, or the platform's account list."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The file; - reads standard input.")
    var file: String
    @Flag(help: "Tell what would be done, and do nothing.")
    var dryRun = false
    @Flag(help: "Import nothing if any row is refused, or if the file is one page of several.")
    var strict = false
    @Flag(help: "Print the result as JSON.")
    var json = false

    func run(in opened: Workspace) async throws -> any Report {
        let stop = ImportStop()
        EndRequests.answer { signal, isFirst in stop.answer(signal, isFirst: isFirst) }
        let progress = ImportProgressLine()
        let watch = ImportWatch(unless: { stop.isPressed }, { progress.show($0) })
        let source = try AccountSource.open(file, watch: watch)
        stop.begin()
        let plan =
            dryRun
            ? try await opened.planImport(of: source)
            : try await opened.importAccounts(of: source, mustBeWhole: strict)
        progress.end()
        guard let plan else { stop.end() }
        return ImportReport(plan, isDone: !dryRun && (!strict || plan.isWhole), mustBeWhole: strict)
    }
}
