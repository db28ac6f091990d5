import Accounts
import ArgumentParser
import Synchronizing
import Workspace

struct ListCommand: ReadingCommand, PrintsCSV {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists accounts with their Provisioning Sync Status."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var selection: FilterOptions
    @Option(help: "The column to sort by; with :desc the other way around. States are those on --system.")
    var sort: SortOption = .code
    @OptionGroup var output: JSONOption
    @Flag(help: "Print CSV, as an import reads it.")
    var csv = false

    func validate() throws { try checkOneFormat() }

    func run(in opened: Workspace) async throws -> any Report {
        let systems = try await opened.systems.enabledSystems()
        if json {
            let pulled = try await opened.bss.pullState().pulled
            try await selection.print(AccountsAsJSON(systems: systems, pulled: pulled), in: opened, sortedBy: sort)
        } else if csv {
            try await selection.print(AccountsAsCSV(isGuarded: true), in: opened, sortedBy: sort)
        } else {
            try await selection.print(AccountsAsTable(systems: systems), in: opened, sortedBy: sort)
        }
        return Printed()
    }
}
