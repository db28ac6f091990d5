import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct OptionsCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "options",
        abstract: "Shows the Sync Options form of an account: fields, values, where they come from, problems."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var account: AccountArgument
    @OptionGroup var system: SystemOption
    @Flag(help: "Ask the vendor for its fields again first.")
    var refresh = false
    @OptionGroup var output: JSONOption

    var changes: Bool { refresh }

    func run(in opened: Workspace) async throws -> any Report {
        let (account, system) = (try await opened.account(account).account.id, try await opened.system(system))
        if refresh { _ = try await opened.freshDefinitions(of: system) }
        let form = try await opened.form(account, system)
        let findings = try await opened.synchronizer.preflight(form)
        return Shown(FormJSON(form, findings)) { form.print(findings) }
    }
}

extension SyncForm {
    func print(_ findings: [Finding]) {
        Output.line("\(situation.system.name) › Sync Options ── \(account.code) \(account.name)")
        if case .readOnly(let link) = mode { Output.line(Phrases.readOnly(link)) }
        var table = Table("FIELD", "VALUE", "FROM")
        table.add(
            ParentField.label,
            parent.chosen?.named ?? "",
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
        for finding in withoutFollowing(findings) {
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
