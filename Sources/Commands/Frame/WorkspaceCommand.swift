import ArgumentParser
import Synchronizing
import Telling
import Workspace

protocol WorkspaceCommand: WorkspaceTaking, PrintsJSON, Sendable {
    /// What is printed when a signal ends the command, unless it handles the signal itself.
    static var ended: String { get }

    /// Whether it may send or write something.
    var changes: Bool { get }
    /// The least role in a team's book that may run it.
    var needed: MemberRole { get }
    /// Whether only a member may run it who sees the whole book.
    var needsAll: Bool { get }

    func run(in workspace: Workspace) async throws -> any Report

    /// The exit code if the workspace cannot be opened.
    func exitCode(opening failure: StoreFailure) -> ExitCode
}

extension WorkspaceCommand {
    static var ended: String { Phrases.wholeOrNot }
    var changes: Bool { true }
    var needed: MemberRole { changes ? .operator : .viewer }
    var needsAll: Bool { needed == .administrator }
    func exitCode(opening failure: StoreFailure) -> ExitCode { failure.exitCode }

    func run() throws {
        try Blocking.run(ended: Self.ended) { [self] in
            if changes { try ReadOnlyMode.allowChanges() }
            let opened = try await openWorkspace()
            // It was said why.
            if changes, opened.closing != nil { throw ExitCode.refused }
            if let members = opened.members, members.role < needed {
                throw CommandProblem.role(members.role, needs: needed, book: opened.location.shown)
            }
            if needsAll, let scope = opened.members?.scope, scope != .whole {
                throw CommandProblem.scope(scope, book: opened.location.shown)
            }
            let fault = changes ? try await opened.checkLog() : nil
            if let fault { Output.message(Notice(fault)) }
            let report = try await run(in: opened)
            // What was done is reported, whether its end can be remembered or not.
            if changes, fault == nil { _ = try? await opened.rememberLog() }
            try report.deliver(asJSON: json)
        }
    }

    private func openWorkspace() async throws -> Workspace {
        do throws(StoreFailure) {
            return try await workspace.open()
        } catch {
            throw Failure(notice: Notice(error), code: exitCode(opening: error))
        }
    }
}

protocol ReadingCommand: WorkspaceCommand {}

extension ReadingCommand {
    static var ended: String { Phrases.nothingChanged }
    var changes: Bool { false }
}
