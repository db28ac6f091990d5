package import Accounts

/// What a new run of a plan sends that tries again what failed, and what it leaves out.
package struct RunRetry: Hashable, Sendable {
    /// The accounts that are refused or not sent by now, in whichever run; or for which only the run's record says so.
    package var accounts: Set<AccountID> = []
    /// How many accounts failed in the run and stand otherwise by now.
    package var settled: [SyncState: Int] = [:]
    /// How many accounts the run has not tried.
    package var untried = 0
    /// How many accounts are in doubt: the vendor is asked about them, and they are not sent.
    package var inDoubt = 0

    package init() {}

    /// `states` are the accounts' present states; `results` is what came of them in the run.
    init(_ plan: Plan, states: [AccountID: SyncState], results: [AccountID: BulkRun.Result]) {
        for item in plan.items where item.verdict.kind != .blocked {
            let result = results[item.id]
            let hasFailed = result == .refused || result == .notSent
            switch states[item.id] ?? .notSynchronized {
            case .refused, .notSent: accounts.insert(item.id)
            case .notSynchronized where hasFailed: accounts.insert(item.id)
            case .notSynchronized where result == nil || result == .leftOut || result == .skipped: untried += 1
            case .inDoubt: inDoubt += 1
            case let state where hasFailed: settled[state, default: 0] += 1
            default: break
            }
        }
    }
}
