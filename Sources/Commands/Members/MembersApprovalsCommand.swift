import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct MembersApprovalsCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "approvals",
        abstract: "Shows or sets how many accounts a plan may have before a second person must approve it."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(
        help: ArgumentHelp("Plans of more accounts than this must be approved.", valueName: "n"),
        transform: Numbers.mostAccounts
    )
    var over: Int?
    @Flag(help: "No plan must be approved.")
    var off = false
    @OptionGroup var output: JSONOption

    var changes: Bool { over != nil || off }
    var needed: MemberRole { changes ? .administrator : .viewer }

    func validate() throws {
        if over != nil, off { throw ValidationError(MemberWords.overOrOff) }
    }

    private struct Shape: Encodable {
        var over: Int?
        var by: String?
        var at: Date?
    }

    func run(in opened: Workspace) async throws -> any Report {
        let team = try opened.team()
        if changes { try await team.setApprovals(over: over) }
        let rule = try await team.approvalRule()
        return Shown(Shape(over: rule.most, by: rule.by, at: rule.at)) { Output.line(MemberWords.approvals(rule)) }
    }
}
