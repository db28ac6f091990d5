import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct UpdateCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Replaces the registration of a system."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument
    @Argument(help: "The registration, a JSON file; - reads standard input.", completion: .file())
    var file: String
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        var system = try Registration.read(file, for: opened.location)
        let known = try await opened.system(self.system)
        // A name from before names were trimmed and normalised is kept as it is stored.
        guard system.name.rawValue == known.name.rawValue.trimmed.composed else {
            throw CommandProblem.otherSystem(system.name, named: known.name)
        }
        system.name = known.name
        return try await opened.systems.update(system).report("Updated", system.name)
    }
}
