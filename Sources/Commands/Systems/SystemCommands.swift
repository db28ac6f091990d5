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
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let name = try await opened.system(system).name
        let verdict = try await opened.systems.setDisabled(name, true)
        return try verdict.report("Disabled", try await opened.system(system))
    }
}

struct EnableCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Lets a disabled system be used again."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let name = try await opened.system(system).name
        let verdict = try await opened.systems.setDisabled(name, false)
        return try verdict.report("Enabled", try await opened.system(system))
    }
}

struct RemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forgets a system that was never used."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let known = try await opened.system(system)
        return try await opened.systems.remove(known.name).report("Removed", known)
    }
}
