import Accounts
import ArgumentParser
import Pulling
import Synchronizing
import Telling
import Workspace

struct BSSRemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forgets the connection; the accounts that came from it stay."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try await opened.connectedBSS()
        _ = try await opened.bss.removeBSS()
        return Shown(BSSDocument(connection)) { Output.line(BSSWords.removed(connection)) }
    }
}
