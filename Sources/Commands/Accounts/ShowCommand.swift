import Accounts
import ArgumentParser
import Synchronizing
import Workspace

/// Shows one account.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows all fields of an account.")

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code.")
    var code: String
    @Flag(help: "Print JSON.")
    var json = false
    @Flag(help: "Print CSV, as an import reads it.")
    var csv = false

    func run() throws {
        try Blocking.run(ended: Blocking.nothingChanged) { [workspace, code, json, csv] in
            let opened = try await workspace.open()
            let row = try await opened.account(code)
            let systems = try await opened.systems.systems().filter { !$0.isDisabled }
            var parent: AccountRow?
            if let id = row.account.parent { parent = try await opened.accounts.row(id: id) }
            if json {
                return try Output.json(
                    AccountRowJSON(
                        row,
                        parent: parent.map { AccountOnSystem(account: $0.account, link: $0.links.values.first) },
                        systems: systems
                    )
                )
            }
            if csv { return Output.raw(CSV.text([row])) }
            let account = row.account
            let lines: [(String, String)] = [
                ("Code", account.code.rawValue), ("Name", account.name), ("Account ID", account.id.rawValue),
                ("Type", account.kind.rawValue),
                ("Parent Account", parent.map { "\($0.account.name) (\($0.account.code))" } ?? ""),
                ("Email", account.email), ("Country", account.country), ("Phone", account.phone),
                ("Website", account.website),
                ("Contact", "\(account.contact.firstName) \(account.contact.lastName)".trimmed),
                ("Address", account.address.lines.joined(separator: ", ")),
                ("Storefront", account.isStorefrontManaged ? "yes" : "no"),
            ]
            for (label, value) in lines where !value.isEmpty { Output.line("\(label): \(value)") }
            for system in systems {
                let id = row.links[system.name]?.externalID.map { " as \($0)" } ?? ""
                Output.line("Provisioning Sync Status, \(system.name): \(row.stateAndReason(on: system.name))\(id)")
            }
        }
    }
}

extension Account.Address {
    /// The parts that are filled, as they stand on a letter.
    fileprivate var lines: [String] { [line1, line2, "\(postCode) \(city)".trimmed, state].filter { !$0.isEmpty } }
}
