import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct ExplainCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows a past attempt step by step, or what synchronizing an account would ask and send.",
        discussion: """
            It sends nothing and asks nobody, except that --dry-run reads the account again where a BSS is connected, and \
            asks for the vendor's fields if they are not known. Secrets are never shown; raw answers are not kept.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var account: AccountArgument
    @OptionGroup var system: SystemOption
    @Option(
        help: ArgumentHelp(
            "Which attempt: 1 is the account's first on the system; without it, the last.",
            valueName: "n"
        ),
        transform: Numbers.limit
    )
    var attempt: Int?
    @Flag(help: "Show what synchronizing it now would ask and send, without asking or sending it.")
    var dryRun = false
    @Option(
        help: ArgumentHelp(
            "With --dry-run: a field's value; else it is prefilled. May be repeated.",
            valueName: "field=value"
        )
    )
    var set: [String] = []
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard dryRun || set.isEmpty else { throw ValidationError("--set goes with --dry-run.") }
        guard !dryRun || attempt == nil else { throw ValidationError("--attempt and --dry-run exclude each other.") }
        try Setting.check(set)
    }

    func run(in opened: Workspace) async throws -> any Report {
        let account = try await opened.account(account).account
        let system = try await opened.system(system)
        guard !dryRun else { return try await rehearse(account, system, in: opened) }
        let choice = attempt.map(AttemptStory.Choice.number) ?? .last
        guard let story = try await opened.synchronizer.story(choice, of: account, on: system) else {
            throw CommandProblem.noAttempt(account, system.name, attempt)
        }
        return Shown(AttemptStoryJSON(story)) { story.print() }
    }

    private func rehearse(
        _ account: Account,
        _ system: ProvisioningSystem,
        in opened: Workspace
    ) async throws -> any Report {
        let freshness = try await opened.readAgain(account.id)
        var form = try await opened.form(account.id, system)
        try await form.apply(set.map(Setting.init(assignment:)), in: opened)
        let attempt = try await opened.synchronizer.dryAttempt(of: form)
        var json = DryAttemptJSON(attempt)
        json.bss = FreshnessJSON(freshness)
        return Shown(json) {
            attempt.form.print(attempt.findings)
            Output.lines(freshness.sentences(at: Date()))
            Output.line(AttemptWords.dryRun(attempt))
            for request in attempt.requests { request.print() }
        }
    }
}

extension AttemptStory {
    fileprivate func print() {
        Output.line(headline)
        var table = Table("WHEN", "WHAT", "BY")
        for step in steps { table.add(step.at?.stamp ?? "", step.phrase, step.by) }
        table.print()
        Output.lines(sent)
        request?.print()
        Output.lines(remarks)
    }
}

extension RequestSketch {
    fileprivate func print() {
        Output.line("")
        Output.lines(lines)
        Output.line("")
    }
}
