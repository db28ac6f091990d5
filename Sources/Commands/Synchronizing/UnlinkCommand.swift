import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct UnlinkCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Undoes a wrong adoption; never a create of our own."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var account: AccountArgument
    @OptionGroup var system: SystemOption
    @OptionGroup var confirmation: ConfirmationOption
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let account = try await opened.account(account)
        let system = try await opened.system(system)
        guard let link = account.links[system.name], link.state == .synchronized else {
            throw CommandProblem.notLinked(account.account, system.name)
        }
        guard link.origin == .adopted else { throw CommandProblem.ownCreate(account.account, link.externalID) }
        let question = Phrases.unlinking(account.account, link)
        try confirmation.confirm([question], typed: account.account.code.rawValue)
        let verdict = try await opened.synchronizer.unlink(link)
        return NoticeReport(Notice(verdict, of: link, named: account.account.name), verdict.exitCode)
    }
}

private struct NoticeReport: Report, Encodable {
    let message: String
    let details: [String]
    let cure: String?
    let exitCode: ExitCode

    private enum CodingKeys: String, CodingKey { case message, details, cure }

    init(_ notice: Notice, _ exitCode: ExitCode) {
        (message, details, cure) = (notice.headline, notice.details, notice.cure)
        self.exitCode = exitCode
    }

    func print() { Output.line(message) }
}
