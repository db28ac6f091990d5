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

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let name = try await opened.system(system).name
        return try await opened.systems.setDisabled(name, true).report("Disabled", name)
    }
}

struct EnableCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Lets a disabled system be used again."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let name = try await opened.system(system).name
        return try await opened.systems.setDisabled(name, false).report("Enabled", name)
    }
}

struct RemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forgets a system that was never used."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let name = try await opened.system(system).name
        return try await opened.systems.remove(name).report("Removed", name)
    }
}
