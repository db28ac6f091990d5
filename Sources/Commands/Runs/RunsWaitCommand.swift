import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct RunsWaitCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Waits until a bulk run is over, and ends as the run did."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var run: RunArgument
    @OptionGroup var output: JSONOption

    static var ended: String { RunWords.goesOn }

    func run(in opened: Workspace) async throws -> any Report {
        let id = run.id
        let line = ProgressLine()
        defer { line.end() }
        var run = try await opened.runUnderWay(id)
        var looks = opened.looks().makeAsyncIterator()
        var isPauseTold = false
        while !run.isOver, await looks.next() != nil {
            run = try await opened.runUnderWay(id)
            if !run.isOver, !isPauseTold, let reason = try await opened.pause(holdingUp: run) {
                Output.message(.paused(run, reason))
                isPauseTold = true
            }
            // What it waits for stands first, since a narrow terminal cuts the line's end.
            line.show { [run] _ in
                let wait = RunWords.turn(run, at: Date()) ?? RunWords.held(run)
                return (wait.map { "\($0) " } ?? "") + RunWords.title(run)
            }
        }
        return try await Self.waited(id, in: opened)
    }

    /// How a run ended.
    static func waited(_ id: RunID, in opened: Workspace) async throws -> RunWaited {
        let whole = try await opened.whole(id)
        let story = RunStory(whole.plan, whole.changes)
        return RunWaited(
            shown: RunShown(story, whole.changes.run),
            story: story,
            ending: whole.changes.run.outcome ?? .stopped
        )
    }
}
