import Accounts
import ArgumentParser
import Synchronizing
import Workspace

struct RemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forgets a system that was never used."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let name = try await opened.system(system).name
        return try await opened.systems.remove(name).report("Removed", name)
    }
}
