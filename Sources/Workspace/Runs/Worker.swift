package import Accounts
import Synchronization
package import Synchronizing

/// Takes part in the runs that were begun for workers, and in those whose processes died, until it is asked to leave.
///
/// Of each system it works on one run at a time, the oldest; systems do not wait for each other.
package struct Worker: Sendable {
    let workspace: Workspace
    let systems: Set<SystemName>
    /// Whether it ends once there is nothing to do.
    let isOnce: Bool
    let leave: WorkerLeave
    let report: @Sendable (WorkReport) -> Void

    /// `systems` are those of which runs are taken; empty for all.
    package init(
        _ workspace: Workspace,
        systems: Set<SystemName>,
        isOnce: Bool,
        leave: WorkerLeave,
        report: @escaping @Sendable (WorkReport) -> Void
    ) {
        self.workspace = workspace
        self.systems = systems
        self.isOnce = isOnce
        self.leave = leave
        self.report = report
    }

    /// What it has to do with runs at the moment.
    private struct Desk {
        var underWay: [SystemName: RunID] = [:]
        /// What cannot be worked on is tried again later, not at once.
        var resting: [RunID: ContinuousClock.Instant] = [:]

        mutating func ended(_ run: StoredRun, isOver: Bool) {
            underWay[run.system] = nil
            resting[run.id] = isOver ? nil : .now + Worker.rest
        }
    }

    private enum Signal: Sendable {
        case look
        case ended(StoredRun, isOver: Bool)
    }

    /// How long a run rests that could not be worked on.
    private static let rest = Duration.seconds(60)

    /// Works until it has left, or until there is nothing to do.
    package func work() async {
        let (signals, post) = AsyncStream.makeStream(of: Signal.self)
        let looking = Task {
            post.yield(.look)
            for await _ in workspace.looks() {
                post.yield(.look)
                // Who works on a run looks more often; a new run can wait that long.
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
        leave.wakes { post.yield(.look) }
        defer { looking.cancel() }
        var desk = Desk()
        await withDiscardingTaskGroup { group in
            for await signal in signals {
                if case .ended(let run, let isOver) = signal { desk.ended(run, isOver: isOver) }
                for run in await due(&desk) {
                    desk.underWay[run.system] = run.id
                    let part = leave.part()
                    group.addTask { post.yield(.ended(run, isOver: await work(on: run, leave: part))) }
                }
                guard desk.underWay.isEmpty, leave.isAsked || isOnce else { continue }
                break
            }
        }
        _ = await workspace.synchronizer.settleLeftovers(within: Synchronizer.patience)
    }

    /// The runs to be worked on now: the oldest of each system that has none.
    private func due(_ desk: inout Desk) async -> [StoredRun] {
        guard !leave.isAsked else { return [] }
        let open: [StoredRun]
        let usable: [ProvisioningSystem]
        do {
            // What the dead had is nobody's.
            _ = try await workspace.synchronizer.recover()
            open = try await workspace.runs.openRuns()
            usable = try await workspace.systems.enabledSystems()
        } catch {
            report(.unreadable(error))
            return []
        }
        let now = ContinuousClock.now
        let ready = Set(usable.filter { $0.pause == nil }.map(\.name))
        let pauses = usable.reduce(into: [SystemName: Reason]()) { $0[$1.name] = $1.pause }
        var due: [SystemName: StoredRun] = [:]
        for run in open where systems.isEmpty || systems.contains(run.system) {
            guard desk.underWay[run.system] == nil, due[run.system] == nil, run.isDetached || run.workers == 0 else {
                continue
            }
            if run.stop != nil {
                // Nobody is left who would end it; if that fails, the next look tries again.
                if run.workers == 0 { _ = try? await workspace.stop(run.id) }
            } else if !run.awaitsApproval, ready.contains(run.system), desk.resting[run.id].map({ $0 <= now }) ?? true {
                due[run.system] = run
            } else if !run.awaitsApproval, let reason = pauses[run.system] {
                report(.paused(run, reason))
            }
        }
        if due.isEmpty { report(.looked(open.filter { desk.underWay[$0.system] == $0.id })) }
        return due.values.sorted { $0.id < $1.id }
    }

    /// Works on a run; returns whether it is over.
    private func work(on run: StoredRun, leave: RunStop) async -> Bool {
        report(.began(run))
        do {
            let ending = try await workspace.join(run.id, leave: leave) { report(.happened(run, $0)) }
            _ = await workspace.synchronizer.recordLeftovers()
            // As it is by now; if the book cannot be read, as it was when it was begun.
            report(.ended((try? await workspace.run(run.id)) ?? run, ending))
            return ending != nil && ending != .storeFailed
        } catch {
            report(.failed(run, error))
            return false
        }
    }
}

package enum WorkReport: Sendable {
    /// It works on a run now.
    case began(StoredRun)
    case happened(StoredRun, RunReport)
    /// A run, as it is now, is over, or left if there is no ending.
    case ended(StoredRun, BulkRun.Ending?)
    /// A run cannot be worked on; it is tried again later.
    case failed(StoredRun, RunProblem)
    /// A run waits, since nothing is sent to its system until somebody lifts a pause.
    case paused(StoredRun, Reason)
    /// The runs that it works on, as they are now.
    case looked([StoredRun])
    /// The book cannot be read at the moment.
    case unreadable(StoreFailure)
}

/// Asks a worker to take nothing more, and to go once it has nothing under way.
package final class WorkerLeave: Sendable {
    private struct State {
        var isAsked = false
        var parts: [RunStop] = []
        var wake: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())

    package init() {}

    package func press() {
        let asked = state.withLock { state in
            state.isAsked = true
            return state
        }
        for part in asked.parts { part.press() }
        asked.wake()
    }

    var isAsked: Bool { state.withLock { $0.isAsked } }

    func wakes(_ wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

    /// What makes it leave one run.
    func part() -> RunStop {
        let part = RunStop()
        let isAsked = state.withLock { state in
            state.parts.append(part)
            return state.isAsked
        }
        if isAsked { part.press() }
        return part
    }
}
