import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Workspace

/// What `synchronize --plan` does: applies a plan, and tells how far it is.
struct BulkCommand: Sendable {
    let planFile: String
    let rate: Double?
    let inFlight: Int?
    let retriesFailed: Bool
    let isJSON: Bool

    func run(in opened: Workspace) async throws {
        let plan = try PlanFile.read(planFile)
        guard let system = try await opened.systems.system(named: plan.system) else {
            throw Failure(.system(plan.system), system: plan.system)
        }
        let only = retriesFailed ? try await opened.synchronizer.failed(in: plan) : nil
        let limits = RunLimits(
            inFlight: inFlight ?? system.inFlight,
            ratePerSecond: rate ?? system.ratePerSecond
        )
        let ledger = RunLedger(plan, progress: RunProgress(isJSON: isJSON))
        let stop = RunStop()
        EndRequests.answer { signal, isFirst in
            guard isFirst else { ledger.end(signal) }
            stop.press()
            return .finishes([
                "Stopping after the sends under way. \(signal.again) quits at once and leaves them in doubt."
            ])
        }
        let outcome: (run: BulkRun, ending: BulkRun.Ending)
        do throws(PlanProblem) {
            outcome = try await opened.synchronizer.run(plan, only: only, limits: limits, stop: stop) {
                ledger.take($0)
            }
        } catch {
            throw Failure(error, system: plan.system)
        }
        let left = outcome.ending == .storeFailed ? try await recordLeftovers(opened) : 0
        let results = ledger.results
        let earlier = isJSON ? try await ids(of: plan, in: opened, except: results) : [:]
        let summary = RunSummary(plan, outcome.run, outcome.ending, ledger: results, earlier: earlier)
        if isJSON { try Output.json(summary) } else { summary.print() }
        if left > 0 { Output.message("\(left) outcomes could not be written down; they are told above.") }
        if summary.exitCode != .success { throw summary.exitCode }
    }

    /// The vendor's ids of the accounts that this run did not touch.
    private func ids(
        of plan: Plan,
        in opened: Workspace,
        except results: [Int: RunLedger.Entry]
    ) async throws -> [AccountID: ExternalID] {
        var ids: [AccountID: ExternalID] = [:]
        for (index, item) in plan.items.enumerated() where results[index] == nil {
            let link = try await opened.accounts.row(id: item.id)?.links[plan.system]
            if link?.state == .synchronized { ids[item.id] = link?.externalID }
        }
        return ids
    }

    /// Commits what could not be committed, as long as it is worth waiting for.
    private func recordLeftovers(_ opened: Workspace) async throws -> Int {
        var left = await opened.synchronizer.recordLeftovers()
        for _ in 0..<5 where left > 0 {
            try await Task.sleep(for: .seconds(1))
            left = await opened.synchronizer.recordLeftovers()
        }
        return left
    }
}
