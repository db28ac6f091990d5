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
        let systems = try await opened.shownSystems(of: row)
        let status = systems.reduce(into: AccountRowJSON(row, systems: systems).status) {
            $0[$1.name]?.hindrance = $1.hindrance
        }
        return Shown(status) {
            var table = Table("SYSTEM", "STATE", "EXTERNAL ID", "SINCE", "DETAIL")
            for system in systems {
                let link = row.links[system.name]
                let details = [link?.standingDetail, system.hindrance.map { "\(system.name) is \($0)" }]
                table.add(
                    system.name.rawValue,
                    ListedAccount(row).stateAndReason(on: system.name),
                    link?.externalID?.rawValue ?? "",
                    link?.changed.day ?? "",
                    details.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "; ")
                )
            }
            table.print()
        }
    }
}
