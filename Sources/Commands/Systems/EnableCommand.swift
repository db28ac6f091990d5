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
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report { try await opened.setDisabled(system, false) }
}
