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
    @Flag(help: "Do not ask for confirmation.")
    var yes = false
    @Flag(help: "Print JSON.")
    var json = false

    func run(in opened: Workspace) async throws -> some Report {
        let account = try await opened.account(account)
        let system = try await opened.system(system)
        guard let link = account.links[system.name], link.state == .synchronized else {
            throw CommandProblem.notLinked(account.account, system.name)
        }
        guard link.origin == .adopted else { throw CommandProblem.ownCreate(account.account, link.externalID) }
        if !yes {
            Output.message(Phrases.unlinking(account.account, link))
            guard readLine() == account.account.code.rawValue else { throw CommandProblem.notConfirmed }
        }
        let verdict = try await opened.synchronizer.unlink(link)
        return NoticeReport(notice: Notice(verdict, of: link), exitCode: verdict.exitCode)
    }
}

/// The result of a decision.
private struct NoticeReport: Report {
    let notice: Notice
    let exitCode: ExitCode

    var json: NoticeJSON { NoticeJSON(notice) }
    func print() { Output.line(notice.headline) }
}
