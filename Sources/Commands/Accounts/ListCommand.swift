import Accounts
import ArgumentParser
import Workspace

struct ListCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists accounts with their Provisioning Sync Status."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var selection: FilterOptions
    @Flag(help: "Print JSON.")
    var json = false
    @Flag(help: "Print CSV, as an import reads it.")
    var csv = false

    func run(in opened: Workspace) async throws -> any Report {
        let rows = try await selection.rows(in: opened)
        let systems = try await opened.visibleSystems()
        return Shown(rows.map { AccountRowJSON($0, systems: systems) }) { [csv] in
            if csv { Output.raw(CSV.text(rows)) } else { Table(rows, systems).print() }
        }
    }
}

extension Table {
    fileprivate init(_ rows: [AccountRow], _ systems: [ProvisioningSystem]) {
        self.init("CODE", "NAME", "TYPE", "PARENT", "CC", "EMAIL", "PROVISIONING SYNC STATUS")
        for row in rows {
            let status = systems.map { "\($0.name): \(row.status(on: $0.name))" }
            let account = row.account
            add(
                account.code.rawValue,
                account.name,
                account.kind.rawValue,
                row.parentCode?.rawValue ?? "",
                account.country,
                account.email,
                status.joined(separator: ", ")
            )
        }
    }
}
