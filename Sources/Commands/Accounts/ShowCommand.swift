import AccountFiles
import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct ShowCommand: ReadingCommand, PrintsCSV {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows all fields of an account.")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var account: AccountArgument
    @OptionGroup var output: JSONOption
    @Flag(help: "Print CSV, as an import reads it.")
    var csv = false

    func validate() throws { try checkOneFormat() }

    func run(in opened: Workspace) async throws -> any Report {
        let row = try await opened.account(account)
        let systems = try await opened.systems.enabledSystems()
        var parent: AccountRow?
        if let id = row.account.parent { parent = try await opened.accounts.row(id: id) }
        // Its id at a vendor is shown only if it cannot be another vendor's.
        let above = parent.map {
            AccountOnSystem(account: $0.account, link: $0.links.count == 1 ? $0.links.values.first : nil)
        }
        let pulled = try await opened.bss.pullState().pulled
        return Shown(AccountRowJSON(row, parent: above, systems: systems, pulled: pulled)) { [csv, parent] in
            guard csv else { return row.print(parent: parent?.account, systems, pulled: pulled) }
            let line = AccountCSV.lines([(account: row.account, parent: row.parentCode)], isGuarded: true)
            StandardOutput.write(AccountCSV.heading + line)
        }
    }
}

extension AccountRow {
    fileprivate func print(parent: Account?, _ systems: [ProvisioningSystem], pulled: Date?) {
        let lines: [(String, String)] = [
            ("Code", account.code.rawValue), ("Name", account.name), ("Account ID", account.id.rawValue),
            ("Type", account.kind.rawValue), (ParentField.label, parent?.named ?? ""),
            ("Email", account.email), ("Country", account.country), ("Phone", account.phone),
            ("Website", account.website),
            ("Contact", account.contact.name),
            ("Address", account.address.lines.joined(separator: ", ")),
            ("Storefront", account.isStorefrontManaged ? "yes" : "no"),
            ("Origin", account.originPhrase(pulled: pulled) ?? ""),
        ]
        for (label, value) in lines where !value.isEmpty { Output.line("\(label): \(value)") }
        for system in systems { Output.line(Phrases.status(system.name, ListedAccount(self).status(on: system.name))) }
    }
}
