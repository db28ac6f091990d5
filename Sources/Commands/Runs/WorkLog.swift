import ArgumentParser
import Foundation
import Synchronization
import Synchronizing
import Telling
import Workspace

/// What a worker says: what it begins and ends, and from time to time how it is.
final class WorkLog: Sendable {
    private struct State {
        var sending: [RunID: Set<Int>] = [:]
        var failed: Set<RunID> = []
        /// The runs that wait because their system is paused.
        var paused: Set<RunID> = []
        /// What each run ended with, or could not be worked on for.
        var codes: [RunID: ExitCode] = [:]
        /// Why the book could not be read when that was last tried.
        var unreadable: StoreFailure?
    }

    private let state = Mutex(State())
    /// Whether the worker ends once there is nothing to do.
    private let isOnce: Bool
    private let isJSON: Bool

    init(isOnce: Bool, isJSON: Bool) { (self.isOnce, self.isJSON) = (isOnce, isJSON) }

    /// How often a worker reports that it is still working, where there is no status line.
    private let health = Cadence(every: .seconds(60))

    /// How many accounts would be in doubt if it ended now.
    var underWay: Int { state.withLock { $0.sending.values.reduce(0) { $0 + $1.count } } }

    /// What the runs that it worked on ended with, and why it could not look for more.
    var exitCode: ExitCode {
        state.withLock { state in
            var codes = Array(state.codes.values)
            if let unreadable = state.unreadable { codes.append(unreadable.exitCode) }
            return ExitCode(worstOf: codes)
        }
    }

    func take(_ report: WorkReport) {
        switch report {
        case .began(let run):
            state.withLock { state in
                state.unreadable = nil
                state.paused.remove(run.id)
            }
            tell(WorkEvent(.began, run, RunWords.began(run)))
        case .happened(let run, let report): take(report, of: run)
        case .ended(let run, let ending):
            state.withLock { state in
                state.failed.remove(run.id)
                state.codes[run.id] = ExitCode(of: run, ending)
            }
            tell(WorkEvent(.ended, run, RunWords.ended(run, ending), ending: ending))
        case .failed(let run, let problem):
            let isFirst = state.withLock { state in
                state.codes[run.id] = Self.code(of: problem)
                return state.failed.insert(run.id).inserted
            }
            if isFirst { tell(WorkEvent(failed: run, Notice(problem))) }
        case .paused(let run, let reason):
            let isFirst = state.withLock { state in
                state.codes[run.id] = .refused
                return state.paused.insert(run.id).inserted
            }
            if isFirst { tell(WorkEvent(failed: run, .paused(run, reason))) }
        case .looked(let runs):
            let isPaused = state.withLock { state in
                state.unreadable = nil
                return !state.paused.isEmpty
            }
            // Why it does nothing was said.
            if isOnce, runs.isEmpty, isPaused { return }
            tellHealth(
                WorkEvent(health: runs, isOnce && runs.isEmpty ? RunWords.nothingToWorkOn : RunWords.health(runs))
            )
        case .unreadable(let failure):
            let isFirst = state.withLock { state in
                defer { state.unreadable = failure }
                return state.unreadable == nil
            }
            if isFirst { tell(WorkEvent(failed: nil, Notice(failure))) }
        }
    }

    private static func code(of problem: RunProblem) -> ExitCode {
        // Others ended it before this process had anything of it.
        if case .over(let run) = problem { ExitCode(of: run, run.outcome) } else { problem.exitCode }
    }

    private func take(_ report: RunReport, of run: StoredRun) {
        switch report {
        case .progressed(let index, .committing), .progressed(let index, .sending), .progressed(let index, .recording):
            state.withLock { _ = $0.sending[run.id, default: []].insert(index) }
        case .ended(let index, _, _): state.withLock { _ = $0.sending[run.id, default: []].remove(index) }
        case .holding(let duration):
            tell(WorkEvent(.holding, run, Phrases.holding(run.system, for: duration), for: duration))
        case .resumed: tell(WorkEvent(.resumed, run, Phrases.resuming(run.system)))
        default: break
        }
    }

    private func tell(_ event: WorkEvent) {
        if isJSON { Output.eventLine(event) } else { Output.message(event.lines) }
    }

    private func tellHealth(_ event: WorkEvent) {
        guard isJSON || !StandardError.hasStatus else { return StandardError.show(event.message) }
        if health.isDue() { tell(event) }
    }

    func end() {
        if StandardError.hasStatus { StandardError.show("") }
        StandardError.settle()
        StandardOutput.settle()
    }
}
