import AccountFiles
import Accounts
import ArgumentParser
import Telling
import Workspace

struct ImportCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports accounts from CSV or JSON: an export, or the platform's account list."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The file; - reads standard input.", completion: .file())
    var file: String
    @Flag(help: "Say what would be done, but do nothing.")
    var dryRun = false
    @Flag(help: "Import nothing if any row is refused, or if the file is one page of several.")
    var strict = false
    @Option(
        help: ArgumentHelp(
            "Where the refused rows are written, as they are in the file, each with the reason.",
            valueName: "file"
        ),
        completion: .file()
    )
    var rejects: String?
    @Flag(help: "Overwrite accounts that come from the BSS; their rows are refused otherwise.")
    var overBss = false
    @OptionGroup var surprise: SurpriseOptions
    @OptionGroup var output: JSONOption

    var changes: Bool { !dryRun }

    func validate() throws {
        guard rejects == nil || !strict else {
            throw ValidationError("--strict imports nothing if a row is refused: leave out --strict or --rejects.")
        }
        guard rejects != "-" else { throw ValidationError("--rejects needs a file, not -.") }
    }

    func run(in opened: Workspace) async throws -> any Report {
        try OutputFile.check(apart: [file, rejects].compactMap(\.self))
        let output = try OutputFile.named(rejects)
        let stop = ImportStop()
        EndRequests.answer { signal, isFirst in stop.answer(signal, isFirst: isFirst) }
        let line = ProgressLine()
        let show: @Sendable (ImportProgress) -> Void = { progress in
            line.show { Phrases.importing(progress, after: $0) }
        }
        let watch = ImportWatch(unless: { stop.isPressed }, show)
        let source = try AccountSource(file, watch: watch, isReadAgain: output != nil)
        stop.begin()
        let plan =
            dryRun
            ? try await opened.planImport(of: source.rows, overBSS: overBss, limits: surprise.limits)
            : try await opened.importAccounts(
                of: source.rows,
                named: file == "-" ? nil : file,
                mustBeWhole: strict,
                overBSS: overBss,
                limits: surprise.limits
            )
        line.end()
        guard let plan else { stop.end() }
        let isDone = !dryRun && plan.held == nil && (!strict || plan.isWhole)
        var report = ImportReport(plan, isDone: isDone, mustBeWhole: strict)
        if let output { report.lose(output.written(plan.refused, of: source)) }
        return report
    }
}

extension OutputFile {
    /// Writes the refused rows; returns the notice if they cannot be written.
    fileprivate func written(_ refused: [RowProblem], of source: AccountSource) -> Notice? {
        do throws(AccountFileProblem) {
            return writing(try source.rejects(refused))
        } catch {
            return .rejectsLost(path: path)
        }
    }
}
