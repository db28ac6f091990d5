import Accounts
import ArgumentParser
import Foundation
import Synchronization
import Synchronizing
import Telling
import Workspace

struct WorkCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Works on the bulk runs of the book, without a screen, until it is asked to end.",
        discussion: """
            It takes the runs that were begun with --detach, and those whose processes died: of each system one at a time, \
            the oldest first. Several workers share a run; the vendor's limits hold over all of them.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(help: "Only runs on this provisioning system; may be repeated.")
    var system: [String] = []
    @Flag(help: "End once there is nothing to do.")
    var once = false

    // It takes whatever run is due, and ends those of others that nobody goes on with.
    var needsAll: Bool { true }

    func run(in opened: Workspace) async throws -> any Report {
        var systems: Set<SystemName> = []
        for name in system { systems.insert(try await opened.system(name).name) }
        let (leave, log) = (WorkerLeave(), WorkLog(isOnce: once))
        StandardError.writeApart()
        EndRequests.answer { signal, isFirst in
            guard isFirst else { return .ends([RunWords.left(inDoubt: log.underWay)]) }
            leave.press()
            return .finishes([RunWords.left])
        }
        await Worker(opened, systems: systems, isOnce: once, leave: leave) { log.take($0) }.work()
        log.end()
        return WorkDone(hasFailed: log.hasFailed)
    }
}

private struct WorkDone: Report, Encodable {
    let hasFailed: Bool
    func print() {}
    var exitCode: ExitCode { hasFailed ? .blocked : .success }
}

/// What a worker says: what it begins and ends, and from time to time how it is.
private final class WorkLog: Sendable {
    private struct State {
        var told: ContinuousClock.Instant?
        var sending: [RunID: Set<Int>] = [:]
        var failed: Set<RunID> = []
        var isUnreadable = false
    }

    private let state = Mutex(State())
    /// Whether the worker ends once there is nothing to do.
    private let isOnce: Bool

    init(isOnce: Bool) { self.isOnce = isOnce }

    /// How often a worker reports that it is still working, where there is no status line.
    private static let pause = Duration.seconds(60)

    /// How many accounts would be in doubt if it ended now.
    var underWay: Int { state.withLock { $0.sending.values.reduce(0) { $0 + $1.count } } }

    var hasFailed: Bool { state.withLock { !$0.failed.isEmpty } }

    func take(_ report: WorkReport) {
        switch report {
        case .began(let run): Output.message(RunWords.began(run))
        case .happened(let run, let report): take(report, of: run)
        case .ended(let run, let ending):
            state.withLock { _ = $0.failed.remove(run.id) }
            Output.message(RunWords.ended(run, ending))
        case .failed(let run, let problem):
            guard state.withLock({ $0.failed.insert(run.id).inserted }) else { return }
            Output.message(Notice(problem))
        case .looked(let runs):
            state.withLock { $0.isUnreadable = false }
            tell(isOnce && runs.isEmpty ? RunWords.nothingToWorkOn : RunWords.health(runs))
        case .unreadable(let failure):
            let isFirst = state.withLock { state in
                defer { state.isUnreadable = true }
                return !state.isUnreadable
            }
            if isFirst { Output.message(Notice(failure)) }
        }
    }

    private func take(_ report: RunReport, of run: StoredRun) {
        switch report {
        case .progressed(let index, .committing), .progressed(let index, .sending), .progressed(let index, .recording):
            state.withLock { _ = $0.sending[run.id, default: []].insert(index) }
        case .ended(let index, _, _): state.withLock { _ = $0.sending[run.id, default: []].remove(index) }
        case .holding(let duration): Output.message(Phrases.holding(run.system, for: duration))
        case .resumed: Output.message(Phrases.resuming(run.system))
        default: break
        }
    }

    private func tell(_ text: String) {
        guard !StandardError.hasStatus else { return StandardError.show(text) }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            if let told = state.told, now - told < Self.pause { return false }
            state.told = now
            return true
        }
        if isDue { Output.message(text) }
    }

    func end() {
        if StandardError.hasStatus { StandardError.show("") }
        StandardError.settle()
    }
}
