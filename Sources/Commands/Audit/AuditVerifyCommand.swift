import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct AuditVerifyCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Goes over the whole log, and compares it with its end as you saw it last."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(
        help: "An end of the log that was seen elsewhere, as audit head prints it.",
        transform: LogHead.init(option:)
    )
    var head: LogHead?
    @OptionGroup var output: JSONOption

    // The chain runs over every account's lines.
    var needsAll: Bool { true }

    func run(in opened: Workspace) async throws -> any Report {
        EndRequests.answer { _, _ in .ends([AuditWords.ended]) }
        let seen = if let head { head } else { try await opened.seenHead() }
        return LogReport(try await opened.audit.check(seen: seen))
    }
}

extension LogHead {
    fileprivate init(option text: String) throws {
        guard let head = Self(text) else { throw ValidationError(AuditWords.wantedHead) }
        self = head
    }
}

private struct LogReport: Report, Encodable {
    private let check: LogCheck
    private let ok: Bool
    private let lines: Int
    private let head: LogHead?
    private let fault: String?

    private enum CodingKeys: String, CodingKey { case ok, lines, head, fault }

    init(_ check: LogCheck) {
        self.check = check
        (ok, lines, head) = (check.fault == nil, check.count, check.head)
        fault = check.fault.map { Notice($0).headline }
    }

    var complaint: Notice? { check.fault.map { Notice($0) } }
    var exitCode: ExitCode { ok ? .success : .blocked }

    func print() {
        if ok { Output.line(check.count == 0 ? AuditWords.empty : AuditWords.whole(check)) }
    }
}
