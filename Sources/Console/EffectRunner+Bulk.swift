import Accounts
import Synchronization
import Synchronizing
import Telling
import Workspace

extension EffectRunner {
    func plan(_ order: PlanRequest, _ number: Int) async {
        do throws(PlanProblem) {
            let system = try await planned(order.system)
            let wish = PlanWish(
                rows: try await rows(order),
                settings: order.settings,
                adopts: order.adopts,
                allowsStorefront: order.allowsStorefront
            )
            let plan = try await workspace.synchronizer.plan(wish, on: system) { done, total in
                post(.planning(number, done: done, total: total))
            }
            let limits = RunLimits(of: system)
            let basis = PlanningBasis(
                system: system,
                definitions: try await definitions(of: system),
                forecast: try await read { () throws(StoreFailure) in
                    try await workspace.forecast(of: plan, limits: limits)
                },
                pulled: try await read { () throws(StoreFailure) in try await workspace.bss.pullState().pulled }
            )
            post(.planned(number, plan, basis))
        } catch {
            post(.planFailed(number, Notice(error, system: order.system)))
        }
    }

    private func definitions(of system: ProvisioningSystem) async throws(PlanProblem) -> SyncOptionDefinitions {
        let known = try await read { () throws(StoreFailure) in try await workspace.systems.definitions(of: system.name)
        }
        guard let known else { throw .definitions }
        return known
    }

    private func rows(_ order: PlanRequest) async throws(PlanProblem) -> [PlanWish.Row] {
        try await read { () throws(StoreFailure) in try await accounts(order.source) }
            .map { PlanWish.Row($0, settings: order.own[$0] ?? []) }
    }

    private func planned(_ name: SystemName) async throws(PlanProblem) -> ProvisioningSystem {
        let system = try await read { () throws(StoreFailure) in try await workspace.systems.system(named: name) }
        guard let system, !system.isDisabled else { throw .system(name) }
        return system
    }

    /// What cannot be read is a problem of the plan, so that the waiting screen is told.
    private func read<Value: Sendable>(
        _ body: () async throws(StoreFailure) -> Value
    ) async throws(PlanProblem) -> Value {
        do {
            return try await body()
        } catch {
            throw .store(error)
        }
    }

    private func accounts(_ source: PlanRequest.Source) async throws(StoreFailure) -> [AccountID] {
        let keys: [AccountKey]
        switch source {
        case .marked(let marked, _):
            // In the order of the tree, in whatever order they were marked.
            keys = try await workspace.accounts.list(AccountQuery()).entries.map(\.key).filter(marked.contains)
        case .filtered(let query): keys = try await matches(query)
        case .chosen(let accounts): return accounts
        }
        return try await workspace.accounts.rows(keys).map(\.account.id)
    }

    /// The accounts that match a filter themselves, without the resellers that are only shown above them.
    func matches(_ query: AccountQuery) async throws(StoreFailure) -> [AccountKey] {
        var query = query
        query.order = .code
        return try await workspace.accounts.list(query).entries.map(\.key)
    }

    /// Executes a run; however it goes, its end is reported.
    func execute(_ plan: Plan, only: Set<AccountID>?, retryOf: RunID?, stop: RunStop) async {
        let reports = Reports(timekeeper) { post(.runReported($0)) }
        do throws(PlanProblem) {
            let system = try await planned(plan.system)
            let limits = RunLimits(of: system)
            _ = try await workspace.synchronizer.run(
                plan,
                RunOrder(text: plan.text, retryOf: retryOf),
                only: only,
                limits: limits,
                stop: stop
            ) { reports.add($0) }
            reports.flush()
            post(.runEnded)
        } catch {
            reports.flush()
            let unapproved = if case .unapproved(let run) = error { run } else { nil as StoredRun? }
            post(.runFailed(Notice(error, system: plan.system), unapproved: unapproved))
        }
    }
}

/// Collects the reports of a run, so that the console processes them ten times a second rather than a thousand.
final class Reports: Sendable {
    private let waiting = Mutex<[RunReport]>([])
    private let timekeeper: any Timekeeper
    private let post: @Sendable ([RunReport]) -> Void

    init(_ timekeeper: any Timekeeper, _ post: @escaping @Sendable ([RunReport]) -> Void) {
        self.timekeeper = timekeeper
        self.post = post
    }

    func add(_ report: RunReport) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(report)
            return waiting.count == 1
        }
        guard isFirst else { return }
        Task {
            // If it is cancelled, what has been collected is posted earlier.
            try? await timekeeper.sleep(for: .milliseconds(100))
            flush()
        }
    }

    func flush() {
        // Posted within the lock, so that what was reported first comes first.
        waiting.withLock { waiting in
            if !waiting.isEmpty { post(waiting) }
            waiting = []
        }
    }
}
