import Accounts
import Synchronizing
import Telling
import Workspace

/// What is to be done with a run once it is read.
enum RunWish: Sendable {
    case open
    case join
}

extension EffectRunner {
    func loadRuns() async throws(StoreFailure) { post(.runsLoaded(try await workspace.allRuns(limit: 1_000))) }

    func load(_ id: RunID, _ wish: RunWish) async {
        do throws(RunProblem) {
            let whole = try await workspace.whole(id)
            post(.runLoaded(RunStory(whole.plan, whole.changes), version: whole.changes.version, wish))
        } catch {
            post(.told(Notice(error)))
        }
    }

    /// Finds out what would be sent again of a run, which is read unless it is known.
    func findRetry(_ id: RunID, _ known: RunStory?) async {
        do throws(RunProblem) {
            let story: RunStory
            if let known {
                story = known
            } else {
                let whole = try await workspace.whole(id)
                story = RunStory(whole.plan, whole.changes)
            }
            post(.retryFound(story, try await workspace.retry(of: story.plan, in: id)))
        } catch {
            post(.told(Notice(error)))
        }
    }

    /// Reads what has changed of a run that is shown.
    func follow(_ id: RunID, after version: Int) async throws(StoreFailure) {
        post(.runFollowed(id, try await workspace.changes(of: id, after: version)))
    }

    func findDecided(_ accounts: [AccountID], on system: SystemName) async throws(StoreFailure) {
        var decided: [AccountID: SyncState] = [:]
        for account in accounts {
            let state = try await workspace.accounts.row(id: account)?.state(on: system)
            if let state, state != .inDoubt { decided[account] = state }
        }
        post(.decidedFound(system, accounts, decided))
    }

    func stopRun(_ id: RunID) async {
        do throws(RunProblem) {
            let run = try await workspace.stop(id)
            post(.told(.plain(RunWords.title(run))))
        } catch {
            post(.told(Notice(error)))
        }
        post(.changedElsewhere)
    }

    func approveRun(_ id: RunID) async {
        do throws(RunProblem) {
            let run = try await workspace.approve(id)
            post(.told(.good(RunWords.approved(run))))
        } catch {
            post(.told(Notice(error)))
        }
        post(.changedElsewhere)
    }

    /// Works on a run that somebody began; however it goes, its end is reported.
    func join(_ id: RunID, stop: RunStop, leave: RunStop) async {
        let reports = Reports(timekeeper) { post(.runReported($0)) }
        do throws(RunProblem) {
            _ = try await workspace.join(id, stop: stop, leave: leave) { reports.add($0) }
            reports.flush()
            post(.runEnded)
        } catch {
            reports.flush()
            let unapproved = if case .unapproved(let run) = error { run } else { nil as StoredRun? }
            post(.runFailed(Notice(error), unapproved: unapproved))
        }
    }
}
