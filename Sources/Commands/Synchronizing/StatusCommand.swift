import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct StatusCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the Provisioning Sync Status of an account on every system."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var account: AccountArgument
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let row = try await opened.account(account)
        let systems = try await opened.systems.systems().filter { !$0.isDisabled || row.links[$0.name] != nil }
        return Shown(AccountRowJSON(row, systems: systems).status) {
            var table = Table("SYSTEM", "STATE", "EXTERNAL ID", "SINCE", "DETAIL")
            for system in systems {
                let link = row.links[system.name]
                table.add(
                    system.name.rawValue,
                    ListedAccount(row).stateAndReason(on: system.name),
                    link?.externalID?.rawValue ?? "",
                    link?.changed.day ?? "",
                    link.map { $0.state == .synchronized ? $0.verification : $0.detail } ?? ""
                )
            }
            table.print()
        }
    }
}
