package import Accounts

extension Synchronizer {
    /// Makes a plan; asks the vendor only for its fields, and only if they are not known.
    ///
    /// `progress` is told how many accounts of how many are planned.
    package func plan(
        _ wish: PlanWish,
        on system: ProvisioningSystem,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(PlanProblem) -> Plan {
        var planner = Planner(dependencies, wish, system, try await definitions(of: system))
        return try await planner.plan(progress: progress)
    }

    /// Applies a plan, parents first and within limits, until it is done or stopped, or had better end.
    ///
    /// Running it again resumes it: what is synchronized counts as done; what is in doubt is asked about once and never
    /// sent. `only` are the accounts that may be sent, or nil for all.
    package func run(
        _ plan: Plan,
        only: Set<AccountID>? = nil,
        limits: RunLimits,
        stop: RunStop = RunStop(),
        report: @escaping @Sendable (RunReport) -> Void = { _ in }
    ) async throws(PlanProblem) -> (run: BulkRun, ending: BulkRun.Ending) {
        let system = try await check(plan)
        let states: [AccountID: SyncState]
        let otherwise: [AccountID: RunReport.Ended]
        do {
            states = try await dependencies.situations.states(on: system.name)
            otherwise = try await synchronizedOtherwise(plan, states)
        } catch {
            throw .store(error)
        }
        let vendor: any ServiceManager
        do {
            vendor = try await dependencies.serviceManagers.client(for: system)
        } catch {
            throw .form(.definitions(.unusable(error)))
        }
        let run = BulkRun(plan, states: states, otherwise: Set(otherwise.keys), only: only, limits: limits)
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
            otherwise: otherwise,
            pacer: Pacer(ratePerSecond: limits.ratePerSecond, timekeeper: dependencies.timekeeper),
            portions: dependencies.readAgain.map {
                RereadPortions(toBeSent, timekeeper: dependencies.timekeeper, read: $0)
            },
            report: report
        )
        return await runner.execute(run, stop: stop)
    }

    /// Accounts synchronized with values other than the plan's, which do not count as a success of its run.
    private func synchronizedOtherwise(
        _ plan: Plan,
        _ states: [AccountID: SyncState]
    ) async throws(StoreFailure) -> [AccountID: RunReport.Ended] {
        let items = plan.items.filter { states[$0.id] == .synchronized }
        var found: [AccountID: RunReport.Ended] = [:]
        for start in stride(from: 0, to: items.count, by: Planner.portion) {
            let portion = items[start..<min(start + Planner.portion, items.count)]
            let known = try await dependencies.situations.situations(of: portion.map(\.id), on: plan.system)
            let situations = Dictionary(known.map { ($0.account.id, $0) }, uniquingKeysWith: { first, _ in first })
            for item in portion {
                guard let situation = situations[item.id], let link = situation.link else { continue }
                let differences = try await dependencies.differences(of: item, from: link, by: situation.definitions)
                if !differences.isEmpty { found[item.id] = .otherwise(link, differences) }
            }
        }
        return found
    }

    /// The accounts of a plan that were refused or not sent, and can be tried again.
    package func failed(in plan: Plan) async throws(StoreFailure) -> Set<AccountID> {
        let states = try await dependencies.situations.states(on: plan.system)
        return Set(plan.items.map(\.id).filter { states[$0] == .refused || states[$0] == .notSent })
    }

    /// Returns the system of a plan; throws unless the plan is of this workspace and the vendor's fields are unchanged.
    private func check(_ plan: Plan) async throws(PlanProblem) -> ProvisioningSystem {
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
