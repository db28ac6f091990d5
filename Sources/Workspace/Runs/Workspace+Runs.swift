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
    case nothingFailed(StoredRun, RunRetry)
    case plan(PlanProblem, StoredRun)
    case store(StoreFailure)
}

/// The bulk runs of the book: told, joined, stopped, tried again.
extension Workspace {
    /// When to look what became of runs.
    package func looks() -> AsyncStream<Void> { Self.looks(at: book) }

    /// The runs of everybody, newest first, as they stand now.
    package func allRuns(limit: Int) async throws(StoreFailure) -> [StoredRun] {
        try await synchronizer.withHolds(try await runs.runs(limit: limit))
    }

    /// The same of those that are not over, oldest first.
    package func openRuns() async throws(StoreFailure) -> [StoredRun] {
        try await synchronizer.withHolds(try await runs.openRuns())
    }

    /// What needs somebody now: not a run of which nobody could begin anything, since its vendor cannot be reached.
    package func needs(_ query: InboxQuery) async throws(StoreFailure) -> Inbox {
        var found = try await inbox.inbox(query)
        guard found.counts[.leftBehind] != nil else { return found }
        let holding = try await openRuns()
            .filter { run in
                run.standing == .holding && !run.isDetached && (query.system == nil || run.system == query.system)
            }
        found.leaveOut(Set(holding.map(\.id)))
        return found
    }

    package func run(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let found = try await storing { () async throws(StoreFailure) in try await runs.run(id) }
        guard let found else { throw .unknown(id) }
        return try await storing { () async throws(StoreFailure) in try await synchronizer.withHolds([found]) }[0]
    }

    /// The same with the vendor's next turn, for whoever looks how it goes on.
    package func runUnderWay(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let run = try await run(id)
        return try await storing { () async throws(StoreFailure) in try await synchronizer.withNextTurn(run) }
    }

    /// The plan of a run, as it was when the run began, and its text.
    package func plan(of id: RunID) async throws(RunProblem) -> (plan: Plan, text: String) {
        let found = try await storing { () async throws(StoreFailure) in try await runs.plan(of: id) }
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
        let found = try await storing { () async throws(StoreFailure) in try await changes(of: id, after: 0) }
        guard let found else { throw .unknown(id) }
        return (plan, found)
    }

    /// What has changed in a run, with the vendor's next turn, and what is being sent of it; nil if there is no such run.
    package func changes(of id: RunID, after version: Int) async throws(StoreFailure) -> RunChanges? {
        guard var changes = try await runs.changes(of: id, after: version) else { return nil }
        changes.run = try await synchronizer.withNextTurn(changes.run)
        changes.sent = changes.run.underWay > 0 ? try await runs.placesSent(of: id) : []
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

    /// Begins a new run of the same plan, in which only what was refused or not sent is tried again.
    ///
    /// Returns its number, and what it sends.
    package func retry(_ id: RunID, isDetached: Bool) async throws(RunProblem) -> (id: RunID, retry: RunRetry) {
        let run = try await run(id)
        guard run.isOver else { throw .notOver(run) }
        let (plan, text) = try await plan(of: id)
        let retry = try await retry(of: plan, in: id)
        guard !retry.accounts.isEmpty else { throw .nothingFailed(run, retry) }
        do {
            let order = RunOrder(text: text, isDetached: isDetached, retryOf: id)
            return (try await synchronizer.begin(plan, order, only: retry.accounts, limits: run.limits).id, retry)
        } catch {
            throw .plan(error, run)
        }
    }

    /// What a new run of the same plan would send that tries again what failed.
    package func retry(of plan: Plan, in id: RunID) async throws(RunProblem) -> RunRetry {
        try await storing { () async throws(StoreFailure) in try await synchronizer.retry(of: plan, in: id) }
    }

    /// Approves a run that somebody else began, once its plan is what the run says that it is.
    package func approve(_ id: RunID) async throws(RunProblem) -> StoredRun {
        let (plan, changes) = try await whole(id)
        let run = changes.run
        guard let members else { throw .approval(.notNeeded, run) }
        guard plan.hash == run.hash, plan.items.map(\.id) == changes.items.map(\.account) else {
            throw .approval(.changed, run)
        }
        let verdict = try await storing { () async throws(StoreFailure) in
            try await members.approve(id, hash: plan.hash)
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
        return try await storing { () async throws(StoreFailure) in try await synchronizer.stop(id) } ?? before
    }

    private func storing<Value: Sendable>(
        _ body: () async throws(StoreFailure) -> Value
    ) async throws(RunProblem) -> Value {
        do {
            return try await body()
        } catch {
            throw .store(error)
        }
    }
}
