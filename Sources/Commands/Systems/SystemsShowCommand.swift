import ArgumentParser
import Workspace

struct SystemsShowCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a system's registration as JSON; secrets stay references."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument
    @OptionGroup var output: JSONOption

    var json: Bool { true }

    func run(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system)
        return Shown(RegistrationDocument(system)) {}
    }
}
