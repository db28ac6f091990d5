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
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report { try await opened.setDisabled(system, true) }
}
