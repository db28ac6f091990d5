import Accounts
import ArgumentParser
import Synchronizing
import Workspace

struct AddCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Registers a provisioning system; contacts nobody."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The registration, a JSON file; - reads standard input.", completion: .file())
    var file: String
    @Flag(help: "The same application at the same URL may be registered under another name; claims hold across both.")
    var sameVendor = false
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let system = try Registration.read(file, for: opened.location)
        return try await opened.systems.add(system, sameVendor: sameVendor).report("Registered", system.name)
    }
}
