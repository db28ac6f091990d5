import Accounts
import ArgumentParser
import Synchronizing
import Workspace

struct ExportCommand: ReadingCommand, PrintsCSV {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Exports accounts as CSV (or JSON), as an import reads them."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var selection: FilterOptions
    @OptionGroup var output: JSONOption
    @Flag(help: "Print CSV (what happens without a flag).")
    var csv = false
    @Flag(
        help:
            "For machines: write formulas as they are, without the apostrophe that keeps a spreadsheet from running them."
    )
    var unguarded = false

    func validate() throws { try checkOneFormat() }

    func run(in opened: Workspace) async throws -> any Report {
        if json {
            try await selection.print(
                AccountsAsJSON(systems: [], pulled: try await opened.bss.pullState().pulled),
                in: opened
            )
        } else {
            try await selection.print(AccountsAsCSV(isGuarded: !unguarded), in: opened)
        }
        return Printed()
    }
}
