import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

/// Undoes a wrong adoption.
struct UnlinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Undoes a wrong adoption; never a create of our own."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code.")
    var code: String
    @Option(help: "The provisioning system.")
    var system: String
    @Flag(help: "Do not ask: it is meant.")
    var yes = false
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [self] in
            let opened = try await workspace.open()
            let row = try await opened.account(code)
            let system = try await opened.system(system)
            guard let link = row.links[system.name], link.state == .synchronized else {
                throw Failure(.blocked, "\(row.account.name) is not linked at \(system.name).")
            }
            guard link.origin == .adopted else {
                throw Failure(
                    .blocked,
                    "\(row.account.name) was created by us as \(link.externalID?.rawValue ?? ""); that cannot be undone here.",
                    cure: "Delete it at the vendor."
                )
            }
            try confirm(row.account, link)
            let verdict = try await opened.synchronizer.unlink(link)
            let notice = Notice(verdict, of: link)
            if json { try Output.json(NoticeJSON(notice)) } else { Output.line(notice.headline) }
            if case .stale = verdict { throw ExitCode.tryLater }
        }
    }

    private func confirm(_ account: Account, _ link: Link) throws(Failure) {
        guard !yes else { return }
        Output.message(
            "\(account.name) was adopted as \(link.externalID?.rawValue ?? "") at \(link.system). Type its code to unlink it:"
        )
        guard readLine() == account.code.rawValue else { throw Failure(.blocked, "Nothing was changed.") }
    }
}
