import Accounts
package import Synchronizing

/// Why something cannot be done with a run.
package enum RunProblem: Error, Sendable {
    /// The book has no run of that number.
    case unknown(RunID)
    /// The plan that is kept with it cannot be read.
    case unreadable(RunID, PlanDocumentProblem)
    /// It is over.
    case over(StoredRun)
    /// It is to be stopped.
    case stopping(StoredRun)
    /// Somebody who is not its author must approve it first.
    case unapproved(StoredRun)
    case approval(ApprovalRefusal, StoredRun)
    /// It is not over yet.
    case notOver(StoredRun)
    /// Nothing of it is to be tried again.
    case nothingFailed(StoredRun)
    case plan(PlanProblem, StoredRun)
    case store(StoreFailure)
}

/// The bulk runs of the book: told, joined, stopped, tried again.
extension Workspace {
    /// When to look what became of runs.
    package func looks() -> AsyncStream<Void> { Self.looks(at: book) }

    package func run(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let found: StoredRun?
        do {
            found = try await runs.run(id)
        } catch {
            throw .store(error)
        }
        guard let found else { throw .unknown(id) }
        return found
    }

    /// The same with the vendor's next turn, for whoever looks how it goes on.
    package func runUnderWay(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let run = try await run(id)
        do {
            return try await synchronizer.withNextTurn(run)
        } catch {
            throw .store(error)
        }
    }

    /// The plan of a run, as it was when the run began, and its text.
    package func plan(of id: RunID) async throws(RunProblem) -> (plan: Plan, text: String) {
        let found: String?
        do {
            found = try await runs.plan(of: id)
        } catch {
            throw .store(error)
        }
        guard let text = found else { throw .unknown(id) }
        do {
            return (try PlanDocument.read(Array(text.utf8)), text)
        } catch {
            throw .unreadable(id, error)
        }
    }

    /// A run with its plan and all of its items.
    package func whole(_ id: RunID) async throws(RunProblem) -> (plan: Plan, changes: RunChanges) {
        let plan = try await plan(of: id).plan
        let found: RunChanges?
        do {
            found = try await changes(of: id, after: 0)
        } catch {
            throw .store(error)
        }
        guard let found else { throw .unknown(id) }
        return (plan, found)
    }

    /// What has changed in a run, with the vendor's next turn; nil if there is no such run.
    package func changes(of id: RunID, after version: Int) async throws(StoreFailure) -> RunChanges? {
        guard var changes = try await runs.changes(of: id, after: version) else { return nil }
        changes.run = try await synchronizer.withNextTurn(changes.run)
        return changes
    }

    /// Works on a run that somebody began; its ending is nil if it was left.
    package func join(
        _ id: RunID,
        stop: RunStop = RunStop(),
        leave: RunStop = RunStop(),
        report: @escaping @Sendable (RunReport) -> Void
    ) async throws(RunProblem) -> BulkRun.Ending? {
        let run = try await run(id)
        guard !run.isOver else { throw .over(run) }
        guard run.stop == nil else { throw .stopping(run) }
        guard !run.awaitsApproval else { throw .unapproved(run) }
        let plan = try await plan(of: id).plan
        do {
            return try await synchronizer.work(on: id, plan, stop: stop, leave: leave, report: report).ending
        } catch {
            throw .plan(error, run)
        }
    }

    /// Begins a new run of the same plan, in which only what was refused or not sent is tried again; returns its number.
    package func retry(_ id: RunID, isDetached: Bool) async throws(RunProblem) -> RunID {
        let run = try await run(id)
        guard run.isOver else { throw .notOver(run) }
        let (plan, text) = try await plan(of: id)
        let failed: Set<AccountID>
        do throws(PlanProblem) { failed = try await self.failed(in: plan, of: id) } catch { throw .plan(error, run) }
        guard !failed.isEmpty else { throw .nothingFailed(run) }
        do {
            let order = RunOrder(text: text, isDetached: isDetached, retryOf: id)
            return try await synchronizer.begin(plan, order, only: failed, limits: run.limits).id
        } catch {
            throw .plan(error, run)
        }
    }

    private func failed(in plan: Plan, of run: RunID) async throws(PlanProblem) -> Set<AccountID> {
        do {
            return try await synchronizer.failed(in: plan, of: run)
        } catch {
            throw .store(error)
        }
    }

    /// Approves a run that somebody else began, once its plan is what the run says that it is.
    package func approve(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let (plan, changes) = try await whole(id)
        let run = changes.run
        guard let members else { throw .approval(.notNeeded, run) }
        guard plan.hash == run.hash, plan.items.map(\.id) == changes.items.map(\.account) else {
            throw .approval(.changed, run)
        }
        let verdict: ApprovalVerdict
        do {
            verdict = try await members.approve(id, hash: plan.hash)
        } catch {
            throw .store(error)
        }
        switch verdict {
        case .approved(let run): return run
        case .refused(let refusal, let run): throw .approval(refusal, run)
        case .unknown: throw .unknown(id)
        }
    }

    /// Ends a run for everybody; it is over if nobody has anything of it, or once whoever has it is done.
    ///
    /// Of one that was asked to stop, and whose processes died before they wrote its end down, that is written down now.
    package func stop(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let before = try await run(id)
        guard before.ending == nil else { throw .over(before) }
        do {
            return try await synchronizer.stop(id) ?? before
        } catch {
            throw .store(error)
        }
    }
}
