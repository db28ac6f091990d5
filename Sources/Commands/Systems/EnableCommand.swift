import Accounts
import ArgumentParser
import Synchronizing
import Workspace

struct EnableCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Lets a disabled system be used again."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument

    func run(in opened: Workspace) async throws -> some Report {
        let name = try await opened.system(system).name
        return try await opened.systems.setDisabled(name, false).report("Enabled", name)
    }
}
