import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct WhyCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract:
            "Says why an account is in its state, a field has its value, or a system is paused, and what would alter that.",
        discussion: """
            It shows the facts with their times and where they come from, and the smallest change. It asks nobody, except for \
            the vendor's fields if a --field is named and they are not known.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code; without it, why the --system is paused.")
    var code: String?
    @Option(help: "The provisioning system; without it, all of them.")
    var system: String?
    @Option(
        help:
            "With a code and --system: a field of the form, by option ID or label, or parent: why it is filled in like this."
    )
    var field: String?
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard field == nil || (code != nil && system != nil) else {
            throw ValidationError("--field needs an account's code and a --system.")
        }
        guard code != nil || system != nil else { throw ValidationError("Name an account, or a --system.") }
    }

    func run(in opened: Workspace) async throws -> any Report {
        guard let code else { return try await pause(in: opened) }
        let row = try await opened.account(code)
        var explanations: [Explanation] = []
        for system in try await systems(in: opened, of: row) {
            if let field {
                let form = try await opened.form(row.account.id, system)
                explanations.append(try await opened.synchronizer.explanation(ofField: field, in: form, of: row))
            } else {
                explanations.append(try await opened.synchronizer.explanation(of: row, on: system))
            }
        }
        return shown(explanations, none: Phrases.noSystem)
    }

    private func pause(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system ?? "")
        let explanation = try await opened.synchronizer.explanation(ofPauseOf: system)
        return shown([explanation].compactMap(\.self), none: Phrases.notPaused(system.name))
    }

    private func shown(_ explanations: [Explanation], none: String) -> any Report {
        Shown(explanations.map(ExplanationJSON.init)) {
            if explanations.isEmpty { Output.message(none) }
            Output.apart(explanations) { $0.print() }
        }
    }

    private func systems(in opened: Workspace, of row: AccountRow) async throws -> [ProvisioningSystem] {
        if let system { return [try await opened.system(system)] }
        return try await opened.shownSystems(of: row)
    }
}

extension Explanation {
    fileprivate func print() {
        Output.line(headline)
        var table = Table("WHEN", "FROM", "FACT", "BY")
        for fact in facts {
            table.add(
                fact.at?.stamp ?? "",
                fact.source.rawValue,
                fact.phrase(on: system),
                fact.by ?? ""
            )
        }
        table.print()
        Output.line(alteration(inForm: false))
        if let command { Output.line("  " + command) }
    }
}
