import ArgumentParser
import Telling
import Workspace

/// A command that is about a workspace, which is opened for it.
protocol WorkspaceCommand: ParsableCommand, Sendable {
    associatedtype Outcome: Report

    var workspace: WorkspaceOption { get }
    /// Whether JSON is printed in place of text.
    var json: Bool { get }
    /// What is said when a signal ends it, unless it answers that itself.
    static var ended: String { get }

    func run(in workspace: Workspace) async throws -> Outcome
}

extension WorkspaceCommand {
    var json: Bool { false }
    static var ended: String { Phrases.wholeOrNot }

    func run() throws {
        try Blocking.run(ended: Self.ended) { [self] in
            try await run(in: try await workspace.open()).deliver(asJSON: json)
        }
    }
}

/// A command that only reads.
protocol ReadingCommand: WorkspaceCommand {}

extension ReadingCommand {
    static var ended: String { Phrases.nothingChanged }
}
