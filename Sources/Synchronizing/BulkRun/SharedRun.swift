import Accounts
import Synchronization

/// A run's rows in the store, as one process that works on it uses them.
///
/// Whatever cannot be written ends the run, except limits, which others keep as well.
final class SharedRun: Sendable {
    let id: RunID
    let limits: RunLimits
    /// The items when this process began to work on it.
    let items: [RunItem]
    /// Whether somebody else began it, or this process did earlier.
    let isJoined: Bool
    private let synchronizer: Synchronizer
    private let dependencies: Dependencies
    private let plan: Plan
    private let state: Mutex<State>

    private struct Ending {
        var records: [Int: RunRecord]
        var done: CheckedContinuation<Bool, Never>
    }

    private struct State {
        /// What is to be written down, and whether somebody does so.
        var ending: [Ending] = []
        var isWriting = false
        var version: Int
        var isLookWanted = false
        /// Whether the others may be holding, so that the first answer releases them.
        var mayHold = true
        /// When it was last looked for processes that have died.
        var swept: Duration?
        /// The accounts that an earlier run left in doubt.
        var asked: Set<Int> = []
    }

    init(_ changes: RunChanges, plan: Plan, isJoined: Bool, synchronizer: Synchronizer, _ dependencies: Dependencies) {
        id = changes.run.id
        limits = changes.run.limits
        items = changes.items
        self.plan = plan
        self.isJoined = isJoined
        self.synchronizer = synchronizer
        self.dependencies = dependencies
        state = Mutex(State(version: changes.version))
    }

    private var runs: any RunStore { dependencies.runs }
    private var now: Moment { dependencies.timekeeper.now() }

    // MARK: Taking

    /// Takes what is to be begun; returns what this process has now, and what became of the rest.
    func take(
        _ actions: [BulkRun.Action],
        _ part: inout RunPart,
        _ report: @Sendable (RunReport) -> Void
    ) async -> (taken: [BulkRun.Action], more: [BulkRun.Event]) {
        // What others have taken in the meantime is no longer under way here.
        var seen: Set<Int> = []
        let wanted = actions.filter { action in
            action.index.map { part.run.isOurs($0) && seen.insert($0).inserted } ?? false
        }
        let places = wanted.compactMap(\.index)
        guard !places.isEmpty else { return ([], []) }
        // The first of them is to come first again, so the last is put back first.
        let all = Array(places.reversed())
        do {
            switch try await runs.take(places, of: id, within: limits, at: now) {
            case .taken(let taken):
                part.ours.formUnion(taken)
                let begun = wanted.filter { action in action.index.map(taken.contains) ?? false }
                for case .ask(let index) in begun { state.withLock { _ = $0.asked.insert(index) } }
                guard begun.count < wanted.count else { return (begun, []) }
                if begun.isEmpty { state.withLock { $0.mayHold = true } }
                return (begun, await look(&part, report) + all.filter { !taken.contains($0) }.map { .full($0) })
            case .holding(let wait):
                state.withLock { $0.mayHold = true }
                return ([], all.map { .heldElsewhere($0, wait) })
            case .over(let run):
                let end: BulkRun.Event = run.ending.map { .over($0) } ?? .stopped
                return ([], await look(&part, report) + [end] + all.map { .unbegun($0) })
            }
        } catch {
            return ([], [.storeFailed] + all.map { .unbegun($0) })
        }
    }

    // MARK: What others did

    /// Whether a look is to be asked for; false while one is.
    func asksForLook() -> Bool {
        state.withLock { state in
            defer { state.isLookWanted = true }
            return !state.isLookWanted
        }
    }

    private func isSweepDue() -> Bool {
        let now = now.uptime
        return state.withLock { state in
            if let last = state.swept, now - last < Self.leastBetweenSweeps { return false }
            state.swept = now
            return true
        }
    }

    private static let leastBetweenSweeps = Duration.seconds(1)

    func looks() { state.withLock { $0.isLookWanted = false } }

    /// What others did since the last look; nothing if it cannot be read, which the next look makes up for.
    func look(_ part: inout RunPart, _ report: @Sendable (RunReport) -> Void) async -> [BulkRun.Event] {
        // If one of the others died, what it had is free again, or in doubt; that is not noticed by the moment anyway.
        if !part.run.others.isEmpty, isSweepDue() {
            _ = try? await dependencies.journal.takeOver(at: now, by: dependencies.by)
        }
        let version = state.withLock { $0.version }
        guard let changes = try? await runs.changes(of: id, after: version) else { return [] }
        state.withLock { $0.version = changes.version }
        // Whoever has nothing of it is about to.
        var events: [BulkRun.Event] = [.shared(changes.run.workers + (part.ours.isEmpty ? 1 : 0))]
        var records: [Int: RunRecord] = [:]
        for item in changes.items where !part.ours.contains(item.place) {
            let (place, isTheirs) = (item.place, part.run.others.contains(item.place))
            if case .ended = part.run.standings[place] { continue }
            switch item.standing {
            case .free where isTheirs:
                report(.freed(place))
                events.append(.freed(place))
            case .free: break
            case .taken:
                if !isTheirs { report(.elsewhere(place)) }
                events.append(.elsewhere(place))
            case .ended(let record):
                records[place] = record
                events.append(.endedElsewhere(place, record.result, counts: record.counts))
            }
        }
        if !records.isEmpty { report(.recorded(records)) }
        if let ending = changes.run.ending {
            events.append(.over(ending))
        } else if changes.run.stop != nil {
            events.append(.stopped)
        }
        return events
    }

    // MARK: What happened here

    /// Lets the others know of an event that concerns them; returns another one if that fails and must not.
    func note(_ event: BulkRun.Event) async -> BulkRun.Event? {
        switch event {
        case .unreachable(let index, let wait):
            state.withLock { $0.mayHold = true }
            // The limits are kept by each process's own circuit breaker as well.
            try? await runs.hold(plan.system, for: wait, at: now)
            return await giveBack(index)
        case .quarantined(let index, _), .unbegun(let index): return await giveBack(index)
        case .ended(let index, .storeFailed):
            // The run ends already.
            _ = await giveBack(index)
            return nil
        case .ended(_, let result) where result.isAnswer:
            await release()
            return nil
        default: return nil
        }
    }

    private func release() async {
        guard state.withLock({ $0.mayHold }) else { return }
        // If that fails, the next answer releases it.
        guard (try? await runs.release(plan.system)) != nil else { return }
        state.withLock { $0.mayHold = false }
    }

    private func giveBack(_ index: Int) async -> BulkRun.Event? {
        do {
            try await runs.giveBack(index, of: id)
            return nil
        } catch {
            return .storeFailed
        }
    }

    /// Writes down how an account ended; returns an event if that fails.
    func end(_ index: Int, _ result: BulkRun.Result, _ ended: RunReport.Ended) async -> BulkRun.Event? {
        // What the journal does not know yet is not a record either: it stays this process's, or is given back.
        guard result != .storeFailed, result != .unrecorded else { return nil }
        let counts = state.withLock { !$0.asked.contains(index) }
        return await write([index: RunRecord(result, ended, at: now.wall, by: dependencies.by, counts: counts)])
    }

    func skip(_ skipped: [Int]) async -> BulkRun.Event? {
        let record = RunRecord(.skipped, at: now.wall, by: dependencies.by)
        return await write(Dictionary(skipped.map { ($0, record) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Whoever ends while others are being written down goes along with the next ones.
    private func write(_ records: [Int: RunRecord]) async -> BulkRun.Event? {
        let isWritten = await withCheckedContinuation { done in
            let begins = state.withLock { state in
                state.ending.append(Ending(records: records, done: done))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { Task { await writeAll() } }
        }
        return isWritten ? nil : .storeFailed
    }

    private func writeAll() async {
        while true {
            let all = state.withLock { state in
                defer { state.ending = [] }
                if state.ending.isEmpty { state.isWriting = false }
                return state.ending
            }
            guard !all.isEmpty else { return }
            let records = all.reduce(into: [:]) { $0.merge($1.records) { first, _ in first } }
            let isWritten = await synchronizer.end(records, of: id)
            for ending in all { ending.done.resume(returning: isWritten) }
        }
    }

    func stop() async -> BulkRun.Event? {
        do {
            try await runs.stop(id, by: dependencies.by, at: now)
            return nil
        } catch {
            return .storeFailed
        }
    }

    /// Ends the run for everybody; nil if others still have items of it.
    func finish(_ ending: BulkRun.Ending) async -> BulkRun.Ending? {
        do {
            let run = try await runs.finish(id, ending, at: now)
            return run?.ending ?? (ending == .storeFailed || run == nil ? ending : nil)
        } catch {
            // Everything has been written down but this; whoever works on it next ends it.
            return ending
        }
    }
}

extension BulkRun.Action {
    /// The account that it begins.
    fileprivate var index: Int? {
        switch self {
        case .ask(let index), .send(let index): index
        case .hold, .finish, .leave: nil
        }
    }
}

extension BulkRun.Result {
    /// Whether the vendor answered.
    fileprivate var isAnswer: Bool {
        switch self {
        case .synchronized, .atVendor, .refused, .conflict: true
        case .notSent, .inDoubt, .blocked, .skipped, .storeFailed, .unrecorded, .leftOut: false
        }
    }
}
