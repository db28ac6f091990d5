import Accounts
import ArgumentParser
import Synchronizing
import Workspace

struct DisableCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Hides a system and refuses its use."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument

    func run(in opened: Workspace) async throws -> some Report {
        let name = try await opened.system(system).name
        return try await opened.systems.setDisabled(name, true).report("Disabled", name)
    }
}
