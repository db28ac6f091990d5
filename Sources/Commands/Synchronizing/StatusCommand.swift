import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Workspace

/// Shows the Provisioning Sync Status of an account.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the Provisioning Sync Status of an account on every system."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code.")
    var code: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, code, json] in
            let opened = try await workspace.open()
            let row = try await opened.account(code)
            let systems = try await opened.systems.systems().filter { !$0.isDisabled || row.links[$0.name] != nil }
            if json { return try Output.json(AccountJSON(row, systems: systems).status) }
            var table = Table("SYSTEM", "STATE", "EXTERNAL ID", "SINCE", "DETAIL")
            for system in systems {
                let link = row.links[system.name]
                table.add(
                    system.name.rawValue,
                    row.state(on: system.name).rawValue,
                    link?.externalID?.rawValue ?? "",
                    link?.changed.day ?? "",
                    link?.detail ?? ""
                )
            }
            table.print()
        }
    }
}

/// Shows the history.
struct AttemptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attempts",
        abstract: "Shows what was sent, and what came of it, newest first."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(help: "Only of this account.")
    var account: String?
    @Option(help: "The most entries to show.")
    var limit: Int = 1000
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, account, limit, json] in
            let opened = try await workspace.open()
            let id: AccountID? = if let account { try await opened.account(account).account.id } else { nil }
            let entries = try await opened.journal.history(of: id, limit: limit)
            if json { return try Output.json(entries.map(EntryJSON.init)) }
            var table = Table("WHEN", "ACCOUNT", "SYSTEM", "EVENT", "STATE", "EXTERNAL ID", "DETAIL", "BY")
            for entry in entries {
                table.add(
                    entry.at.wall.formatted(.iso8601),
                    entry.account.rawValue,
                    entry.system.rawValue,
                    entry.event.rawValue,
                    entry.state.rawValue,
                    entry.externalID?.rawValue ?? "",
                    entry.detail,
                    entry.by
                )
            }
            table.print()
        }
    }
}
