import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct MembersRemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Removes a login from the book; it loses every right at once."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The login, as the server knows it.")
    var login: String
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        try await opened.team().dismiss(login).check(login)
        return Shown(MemberChange(login: login)) { Output.line(MemberWords.removed(login)) }
    }
}
