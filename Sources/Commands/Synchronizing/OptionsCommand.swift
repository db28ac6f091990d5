import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

/// Shows the Sync Options form.
struct OptionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "options",
        abstract: "Shows the Sync Options form of an account: fields, values, where they come from, problems."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code.")
    var code: String
    @Option(help: "The provisioning system.")
    var system: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Blocking.run(ended: Blocking.nothingChanged) { [workspace, code, system, json] in
            let opened = try await workspace.open()
            let form = try await opened.form(try await opened.account(code).account.id, try await opened.system(system))
            let findings = try await opened.synchronizer.preflight(form)
            if json { return try Output.json(FormJSON(form, findings)) }
            form.print(findings)
        }
    }
}

extension SyncForm {
    /// Prints the form as text.
    func print(_ findings: [Finding]) {
        Output.line("\(situation.system.name) › Sync Options ── \(account.code) \(account.name)")
        if case .readOnly(let link) = mode {
            Output.line("\(link.state.rawValue)\(link.externalID.map { " as \($0)" } ?? ""): it is not sent again")
        }
        var table = Table("FIELD", "VALUE", "FROM")
        table.add(
            "Parent Account",
            parent.chosen.map { "\($0.account.name) (\($0.account.code))" } ?? "",
            parent.provenance.phrase
        )
        for field in fields {
            table.add(
                field.label + (field.definition.isRequired ? " *" : ""),
                field.shownValue,
                field.provenance.phrase
            )
        }
        table.print()
        for finding in findings {
            let mark =
                switch finding.severity {
                case .blocks: "blocks:"
                case .warns: "warns: "
                case .passes: "ok:    "
                }
            Output.line("\(mark) \(finding.commandSentence)")
        }
        if let notice = situation.system.notice { Output.line(notice) }
    }
}
