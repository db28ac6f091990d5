import Accounts
import Synchronizing
import Telling
import Workspace

/// What `synchronize --plan` does: applies a plan and reports progress.
struct PlanApplication: Sendable {
    let plan: Plan
    let rate: Double?
    let inFlight: Int?
    let retriesFailed: Bool
    let isJSON: Bool
    let files: RunFiles

    func run(in opened: Workspace) async throws -> any Report {
        let retry = retriesFailed ? try await opened.synchronizer.retry(of: plan) : nil
        if let retry, retry.accounts.isEmpty { throw CommandProblem.nothingToRetry(retry) }
        if !isJSON, let words = retry.flatMap({ RunWords.leftOut(of: $0) }) { Output.message(words) }
        let only = retry?.accounts
        let limits = try await limits(in: opened)
        let forecast = try await opened.forecast(of: plan, limits: limits)
        if only == nil, !isJSON { for line in PlanWarnings(of: plan).lines { Output.message(line) } }
        // Only a person can stop it in time; what reads lines expects those of the run.
        if only == nil, !isJSON, StandardError.hasStatus, forecast.sends > 0 {
            for line in forecast.lines(at: plan.system) { Output.message(line) }
        }
        let followed = FollowedRun(plan, progress: RunProgress(isJSON: isJSON))
        let stop = followed.stopping()
        let outcome: (run: BulkRun, ending: BulkRun.Ending)
        do throws(PlanProblem) {
            outcome = try await opened.synchronizer.run(
                plan,
                RunOrder(text: plan.text),
                only: only,
                limits: limits,
                stop: stop
            ) { followed.take($0) }
        } catch .unapproved(let run) {
            return RunBegun(run: run, unapproved: .tryLater)
        } catch {
            throw CommandProblem.plan(error, plan.system)
        }
        let left = await followed.settle(in: opened)
        let story = followed.story
        let earlier = isJSON || files.needsIDs ? try await ids(in: opened, except: story) : [:]
        var summary = RunSummary(outcome.run, outcome.ending, story, earlier: earlier, outcomesLeft: left)
        summary.forecast = PlanDocument.Forecasted(forecast)
        summary.lostFiles = await files.write(story, earlier: earlier, in: opened)
        for notice in summary.lostFiles { Output.message(notice) }
        return summary
    }

    /// Begins a run that is left to a worker.
    func detach(in opened: Workspace) async throws -> RunBegun {
        let limits = try await limits(in: opened)
        let begun: BegunRun
        do throws(PlanProblem) {
            let order = RunOrder(text: plan.text, isDetached: true)
            begun = try await opened.synchronizer.begin(plan, order, limits: limits)
        } catch {
            throw CommandProblem.plan(error, plan.system)
        }
        return RunBegun(run: try await opened.run(begun.id))
    }

    private func limits(in opened: Workspace) async throws -> RunLimits {
        guard let system = try await opened.systems.system(named: plan.system) else {
            throw CommandProblem.plan(.system(plan.system), plan.system)
        }
        return RunLimits(inFlight: inFlight ?? system.inFlight, ratePerSecond: rate ?? system.ratePerSecond)
    }

    /// The vendor's ids of the accounts that this run did not touch.
    private func ids(in opened: Workspace, except story: RunStory) async throws -> [AccountID: ExternalID] {
        var ids: [AccountID: ExternalID] = [:]
        for (index, item) in plan.items.enumerated() where story.entries[index] == nil {
            let link = try await opened.accounts.row(id: item.id)?.links[plan.system]
            if link?.state == .synchronized { ids[item.id] = link?.externalID }
        }
        return ids
    }
}
