package import Accounts
import Synchronization

extension Synchronizer {
    /// Makes a plan; asks the vendor only for its fields, and only if they are not known.
    ///
    /// `progress` is told how many accounts of how many are planned.
    package func plan(
        _ wish: PlanWish,
        on system: ProvisioningSystem,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(PlanProblem) -> Plan {
        let made = Mutex<[Plan.Item]>([])
        let tally = try await plan(
            wish,
            on: system,
            progress: progress,
            eachPortion: { items in
                made.withLock { $0 += items }
                return true
            }
        )
        return Plan(tally, items: made.withLock { $0 })
    }

    /// The same of a plan that is never in memory: `take` gets its items in their order, some at a time, until it returns
    /// false.
    package func plan(
        _ wish: PlanWish,
        on system: ProvisioningSystem,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
        eachPortion take: @escaping @Sendable ([Plan.Item]) -> Bool
    ) async throws(PlanProblem) -> PlanTally {
        var planner = Planner(dependencies, wish, system, try await definitions(of: system))
        return try await planner.plan(progress: progress, take)
    }

    /// What a new run of a plan would send that tries again what failed.
    ///
    /// `run` is the last one of the plan unless it is given.
    /// Where the vendor could not be asked whether an account exists, nothing is kept of it but the run's record.
    package func retry(of plan: Plan, in run: RunID? = nil) async throws(StoreFailure) -> RunRetry {
        let states = try await dependencies.situations.states(on: plan.system)
        let last: RunID? = if let run { run } else { try await lastRun(of: plan) }
        return RunRetry(plan, states: states, results: try await results(of: last))
    }

    private func lastRun(of plan: Plan) async throws(StoreFailure) -> RunID? {
        let hash = plan.hash
        return try await dependencies.runs.runs(limit: 1_000).first { $0.hash == hash && $0.system == plan.system }?.id
    }

    /// What came of the accounts of a run, as far as they have ended.
    private func results(of run: RunID?) async throws(StoreFailure) -> [AccountID: BulkRun.Result] {
        guard let run, let changes = try await dependencies.runs.changes(of: run, after: 0) else { return [:] }
        return changes.items.reduce(into: [:]) { results, item in
            if case .ended(let record) = item.standing { results[item.account] = record.result }
        }
    }

    /// Returns the system of a plan; throws unless the plan is of this workspace and the vendor's fields are unchanged.
    func check(_ plan: Plan) async throws(PlanProblem) -> ProvisioningSystem {
        let (workspace, found, known): (WorkspaceID, ProvisioningSystem?, SyncOptionDefinitions?)
        do throws(StoreFailure) {
            workspace = try await dependencies.situations.workspace()
            found = try await dependencies.registry.system(named: plan.system)
            known = try await dependencies.registry.definitions(of: plan.system)
        } catch {
            throw .store(error)
        }
        guard workspace == plan.workspace else { throw .otherWorkspace }
        guard let system = found, !system.isDisabled else {
            throw .system(plan.system)
        }
        guard let known, known.fingerprint == plan.definitions else { throw .definitions }
        return system
    }

    private func definitions(of system: ProvisioningSystem) async throws(PlanProblem) -> SyncOptionDefinitions {
        do {
            if let known = try await dependencies.registry.definitions(of: system.name) { return known }
        } catch {
            throw .store(error)
        }
        do {
            return try await refreshDefinitions(of: system)
        } catch {
            throw .form(error)
        }
    }
}
