import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct SystemsListCommand: ReadingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the provisioning systems.")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let systems = try await opened.systems.systems()
        return Shown(systems.map(SystemJSON.init)) {
            var table = Table("NAME", "VENDOR", "STATE", "SYNCHRONIZE")
            for system in systems {
                table.add(system.name.rawValue, system.vendor.rawValue, system.condition, system.endpoints.synchronize)
            }
            table.print()
            if table.isEmpty { Output.message(Phrases.noSystem) }
        }
    }
}
