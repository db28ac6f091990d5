package import Accounts

/// Bulk runs: they are begun in the book, and worked on by whoever takes part.
extension Synchronizer {
    /// Applies a plan, parents first and within limits, until it is done or stopped, or had better end.
    ///
    /// It is a run of the book, on which others may work as well; this returns when it is over for everybody. A new run of
    /// the same plan resumes it: what is synchronized counts as done; what is in doubt is asked about once and never sent.
    /// `order` without the plan's text makes a run that only this process can work on.
    package func run(
        _ plan: Plan,
        _ order: RunOrder = RunOrder(),
        only: Set<AccountID>? = nil,
        limits: RunLimits,
        stop: RunStop = RunStop(),
        report: @escaping @Sendable (RunReport) -> Void = { _ in }
    ) async throws(PlanProblem) -> (run: BulkRun, ending: BulkRun.Ending) {
        let system = try await check(plan)
        // Before the run is begun, so that none is if the registration cannot be used.
        let vendor = try await client(of: system)
        let begun = try await begin(plan, order, only: only, limits: limits)
        if let run = begun.unapproved { throw .unapproved(run) }
        let part = try await work(
            on: begun.id,
            plan,
            system,
            vendor,
            otherwise: begun.otherwise,
            isJoined: false,
            stop: stop,
            leave: RunStop(),
            report: report
        )
        return (part.run, part.ending ?? .stopped)
    }

    /// Begins a run in the book, on which nobody works yet.
    package func begin(
        _ plan: Plan,
        _ order: RunOrder,
        only: Set<AccountID>? = nil,
        limits: RunLimits
    ) async throws(PlanProblem) -> BegunRun {
        guard !dependencies.isReadOnly else { throw .store(.readOnly) }
        let system = try await check(plan)
        do {
            let states = try await dependencies.situations.states(on: system.name)
            let known = try await known(plan, states)
            let otherwise = Set(known.otherwise.keys)
            let run = BulkRun(plan, states: states, otherwise: otherwise, only: only, limits: limits)
            if run.standings.contains(.waiting) { try await dependencies.requireHome?() }
            let now = dependencies.timekeeper.now()
            var records: [Int: RunRecord] = [:]
            for (index, item) in plan.items.enumerated() {
                switch run.standings[index] {
                case .ended(let result): records[index] = record(result, known.links[item.id], at: now)
                case .waiting where only?.contains(item.id) == false && states[item.id] != .inDoubt:
                    records[index] = RunRecord(.leftOut, at: now.wall, by: dependencies.by)
                case .waiting, .underWay: break
                }
            }
            let new = NewRun(
                system: system.name,
                hash: plan.hash,
                plan: order.text,
                accounts: plan.items.map(\.id),
                records: records,
                limits: limits,
                by: dependencies.by,
                isDetached: order.isDetached,
                retryOf: order.retryOf
            )
            let id = try await dependencies.runs.begin(new, at: now)
            let stored = try await dependencies.runs.run(id)
            return BegunRun(
                id: id,
                otherwise: known.otherwise,
                unapproved: stored.flatMap { $0.awaitsApproval ? $0 : nil }
            )
        } catch {
            throw .store(error)
        }
    }

    private func record(_ result: BulkRun.Result, _ link: Link?, at now: Moment) -> RunRecord {
        guard result == .synchronized, let link else { return RunRecord(result, at: now.wall, by: dependencies.by) }
        return RunRecord(result, externalID: link.externalID, at: link.changed, by: link.by)
    }

    /// Works on a run that somebody began, until it is over or `leave` is pressed; its ending is nil if it was left.
    package func work(
        on id: RunID,
        _ plan: Plan,
        stop: RunStop = RunStop(),
        leave: RunStop = RunStop(),
        report: @escaping @Sendable (RunReport) -> Void = { _ in }
    ) async throws(PlanProblem) -> (run: BulkRun, ending: BulkRun.Ending?) {
        guard !dependencies.isReadOnly else { throw .store(.readOnly) }
        let system = try await check(plan)
        return try await work(
            on: id,
            plan,
            system,
            try await client(of: system),
            otherwise: [:],
            isJoined: true,
            stop: stop,
            leave: leave,
            report: report
        )
    }

    private func work(
        on id: RunID,
        _ plan: Plan,
        _ system: ProvisioningSystem,
        _ vendor: any ServiceManager,
        otherwise: [AccountID: RunReport.Ended],
        isJoined: Bool,
        stop: RunStop,
        leave: RunStop,
        report: @escaping @Sendable (RunReport) -> Void
    ) async throws(PlanProblem) -> (run: BulkRun, ending: BulkRun.Ending?) {
        guard workingOn.insert(id).inserted else { throw .worked(id) }
        defer { workingOn.remove(id) }
        let changes: RunChanges
        let states: [AccountID: SyncState]
        do {
            changes = try await shared(id)
            states = try await dependencies.situations.states(on: system.name)
        } catch {
            throw .store(error)
        }
        let shared = SharedRun(changes, plan: plan, isJoined: isJoined, synchronizer: self, dependencies)
        var run = BulkRun(plan, items: changes.items, states: states, limits: shared.limits)
        if isJoined {
            // How many others there are shows at the first look.
            run.share(among: Self.expectedWorkers)
            if shared.limits.inFlight > Self.expectedWorkers { run.begin(at: dependencies.random()) }
        }
        let (runs, timekeeper) = (dependencies.runs, dependencies.timekeeper)
        let toBeSent = zip(plan.items, run.standings).filter { $1 == .waiting }.map(\.0.id)
        if !toBeSent.isEmpty {
            do throws(StoreFailure) { try await dependencies.requireHome?() } catch { throw .store(error) }
        }
        let runner = BulkRunner(
            synchronizer: self,
            dependencies: dependencies,
            plan: plan,
            system: system,
            vendor: vendor,
            shared: shared,
            otherwise: otherwise,
            pacer: Pacer(
                ratePerSecond: shared.limits.ratePerSecond,
                timekeeper: timekeeper,
                turns: Pacer.Turns(
                    reserve: { interval, longest throws(StoreFailure) in
                        try await runs.reserveTurn(
                            on: system.name,
                            every: interval,
                            longest: longest,
                            at: timekeeper.now()
                        )
                    },
                    holdOff: { wait throws(StoreFailure) in
                        try await runs.holdOff(system.name, for: wait, at: timekeeper.now())
                    },
                    begins: { interval throws(StoreFailure) in
                        try await runs.begins(on: system.name, every: interval, at: timekeeper.now())
                    },
                    left: { () async throws(StoreFailure) -> Duration in
                        try await runs.nextTurn(on: system.name, at: timekeeper.now())
                    }
                )
            ),
            portions: dependencies.readAgain.map { RereadPortions(toBeSent, timekeeper: timekeeper, read: $0) },
            report: report
        )
        return await runner.execute(run, stop: stop, leave: leave)
    }

    private static let expectedWorkers = 8

    /// A run with all of its items, of which this process has none yet.
    private func shared(_ id: RunID) async throws(StoreFailure) -> RunChanges {
        let runs = dependencies.runs
        guard let changes = try await runs.changes(of: id, after: 0) else { throw .misused(reason: "no run") }
        // What this process had when it last worked on it was not sent, unless its outcome is still to be written down.
        let left = unrecorded.isEmpty ? changes.items.filter { $0.standing == .taken(isOurs: true) } : []
        guard !left.isEmpty else { return changes }
        for item in left { try await runs.giveBack(item.place, of: id) }
        return try await runs.changes(of: id, after: 0) ?? changes
    }

    private func client(of system: ProvisioningSystem) async throws(PlanProblem) -> any ServiceManager {
        do {
            return try await client(for: system)
        } catch {
            throw .form(error)
        }
    }

    /// Ends a run for everybody: what is under way is finished, by whoever has it, and nothing new begins.
    ///
    /// Returns the run as it is then; it is over if nobody has anything of it.
    package func stop(_ id: RunID) async throws(StoreFailure) -> StoredRun? {
        guard !dependencies.isReadOnly else { throw .readOnly }
        try await dependencies.runs.stop(id, by: dependencies.by, at: dependencies.timekeeper.now())
        // What a dead process had is nobody's.
        _ = try await recover()
        return try await dependencies.runs.finish(id, .stopped, at: dependencies.timekeeper.now())
    }

    /// Writes down what came of items; what cannot be written now is tried again with the leftover outcomes.
    func end(_ records: [Int: RunRecord], of id: RunID) async -> Bool {
        let all = unwritten[id, default: [:]].merging(records) { first, _ in first }
        do {
            try await dependencies.runs.end(all, of: id)
            unwritten[id] = nil
            return true
        } catch {
            unwritten[id, default: [:]].merge(records) { first, _ in first }
            return false
        }
    }

    /// The accounts that are synchronized, as they are linked, and those of them with values other than the plan's, which
    /// do not count as a success of its run.
    private func known(
        _ plan: Plan,
        _ states: [AccountID: SyncState]
    ) async throws(StoreFailure) -> (links: [AccountID: Link], otherwise: [AccountID: RunReport.Ended]) {
        let items = plan.items.filter { states[$0.id] == .synchronized }
        var (links, otherwise): ([AccountID: Link], [AccountID: RunReport.Ended]) = ([:], [:])
        for portion in items.portions(of: Planner.portion) {
            let known = try await dependencies.situations.situations(of: portion.map(\.id), on: plan.system)
            let situations = Dictionary(known.map { ($0.account.id, $0) }, uniquingKeysWith: { first, _ in first })
            for item in portion {
                guard let situation = situations[item.id], let link = situation.link else { continue }
                links[item.id] = link
                let differences = try await dependencies.differences(of: item, from: link, by: situation.definitions)
                if !differences.isEmpty { otherwise[item.id] = .otherwise(link, differences) }
            }
        }
        return (links, otherwise)
    }
}

/// How a run is begun.
package struct RunOrder: Hashable, Sendable {
    /// The plan's text, from which others read it.
    package var text: String
    /// Whether it waits for a worker.
    package var isDetached: Bool
    /// The run of which this one tries the failed accounts again.
    package var retryOf: RunID?

    package init(text: String = "", isDetached: Bool = false, retryOf: RunID? = nil) {
        self.text = text
        self.isDetached = isDetached
        self.retryOf = retryOf
    }
}

package struct BegunRun: Sendable {
    package let id: RunID
    /// The accounts that are synchronized with values other than the plan's.
    let otherwise: [AccountID: RunReport.Ended]
    /// The run, if it waits until somebody else approves it.
    let unapproved: StoredRun?
}
