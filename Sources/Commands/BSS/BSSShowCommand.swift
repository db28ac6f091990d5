import Accounts
import ArgumentParser
import Pulling
import Workspace

struct BSSShowCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the connection as JSON, as it can be added again; secrets stay references."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    var json: Bool { true }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try await opened.connectedBSS()
        return Shown(BSSDocument(connection)) {}
    }
}
