import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct AuditAcceptCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accepts the log as it is now, for instance after you have restored a backup."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let head = try await opened.audit.logHead()
        return Acceptance(head, isKept: try await opened.rememberLog(isAccepted: true))
    }
}

private struct Acceptance: Report, Encodable {
    private let head: LogHead?
    private let isKept: Bool

    private enum CodingKeys: String, CodingKey {
        case head
        case isKept = "accepted"
    }

    init(_ head: LogHead?, isKept: Bool) { (self.head, self.isKept) = (head, isKept) }

    var complaint: Notice? { isKept ? nil : .bad(AuditWords.notKept) }
    var exitCode: ExitCode { isKept ? .success : .workspace }
    func print() { if isKept { Output.line(AuditWords.accepted(head)) } }
}
