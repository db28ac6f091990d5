import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct WhyCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Says why an account is in its state, or a field has its value, and what would alter that.",
        discussion: """
            It shows the facts with their times and where they come from, and the smallest change. It asks nobody, except for \
            the vendor's fields if a --field is named and they are not known.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var account: AccountArgument
    @Option(help: "The provisioning system; without it, all of them.")
    var system: String?
    @Option(help: "A field of the form, by option ID or label, or parent: why it is filled in like this.")
    var field: String?
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard field == nil || system != nil else { throw ValidationError("--field needs a --system.") }
    }

    func run(in opened: Workspace) async throws -> any Report {
        let row = try await opened.account(account)
        var explanations: [Explanation] = []
        for system in try await systems(in: opened, of: row) {
            if let field {
                let form = try await opened.form(row.account.id, system)
                explanations.append(try await opened.synchronizer.explanation(ofField: field, in: form, of: row))
            } else {
                explanations.append(try await opened.synchronizer.explanation(of: row, on: system))
            }
        }
        return Shown(explanations.map(ExplanationJSON.init)) { [explanations] in
            if explanations.isEmpty { Output.message(Phrases.noSystem) }
            for (index, explanation) in explanations.enumerated() {
                if index > 0 { Output.line() }
                explanation.print()
            }
        }
    }

    private func systems(in opened: Workspace, of row: AccountRow) async throws -> [ProvisioningSystem] {
        if let system { return [try await opened.system(system)] }
        return try await opened.systems.systems().filter { !$0.isDisabled || row.links[$0.name] != nil }
    }
}

extension Explanation {
    fileprivate func print() {
        Output.line(headline)
        var table = Table("WHEN", "FROM", "FACT", "BY")
        for fact in facts {
            table.add(
                fact.at?.formatted(.iso8601) ?? "",
                fact.source.rawValue,
                fact.phrase(on: system),
                fact.by ?? ""
            )
        }
        table.print()
        Output.line(alteration)
        if let command { Output.line("  " + command) }
    }
}
