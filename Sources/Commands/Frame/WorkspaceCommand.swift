import ArgumentParser
import Telling
import Workspace

/// A command about a workspace, which is opened for it.
protocol WorkspaceCommand: ParsableCommand, Sendable {
    associatedtype Outcome: Report

    var workspace: WorkspaceOption { get }
    /// Whether JSON is printed instead of text.
    var json: Bool { get }
    /// What is printed when a signal ends the command, unless it handles the signal itself.
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
