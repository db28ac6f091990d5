import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct AuditHeadCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract:
            "Prints the end of the log, to be kept somewhere else: with it, audit verify finds a log that was rewritten."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let head = try await opened.audit.logHead()
        return Shown(head) { Output.line(head?.description ?? AuditWords.empty) }
    }
}
