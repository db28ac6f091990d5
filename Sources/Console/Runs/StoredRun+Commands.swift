import Accounts
import Synchronizing
import Telling

/// What a command does with a run of the book, on whichever screen it is given.
extension StoredRun {
    /// The list may have moved under the cursor, and the accounts are another person's.
    var approving: Effect {
        let (title, lines) = RunWords.approving(self)
        return .ask(title, lines, yes: "approve", then: .work(.approveRun(id)))
    }

    /// Works on it in this console, after a question, since many accounts may be sent.
    var joining: Effect {
        let (title, lines) = RunWords.sending(self)
        return .ask(title, lines, yes: "send", then: .work(.loadRun(id, .join)))
    }

    /// Whether there may be something to try again, also by what became of it after the run.
    private var mayHaveFailed: Bool {
        let results: [BulkRun.Result] = [.refused, .notSent, .inDoubt]
        return counts.values.reduce(0, +) < size || results.contains { counts[$0] ?? 0 > 0 }
    }

    func stopping(by login: String?) -> Effect { asking(by: login, then: .work(.stopRun(id))) }

    /// Stops it; of what somebody else has begun, only one who means it begins nothing more.
    func asking(by login: String?, then stop: Effect) -> Effect {
        guard let login, by != login else { return stop }
        let (title, lines) = RunWords.stopping(self)
        return .ask(title, lines, yes: "stop", then: stop)
    }

    /// Why a command can do nothing with this run now; nil if it can.
    func refusal(of command: Command, by login: String?) -> String? {
        switch command {
        case .approveRun: refusalToApprove(hash, by: login ?? "")?.reason
        case .stopRun where isOver, .join where isOver: BulkRunWords.isOver
        case .stopRun where stop != nil, .join where stop != nil: BulkRunWords.isStopping
        case .join where awaitsApproval: BulkRunWords.isNotApproved
        case .retryFailed where !isOver: BulkRunWords.isNotOver
        case .retryFailed where !mayHaveFailed: BulkRunWords.nothingFailed
        default: nil
        }
    }
}

extension RunStory {
    /// Asks before something that sends what is left of a run.
    func asking(_ effect: Effect) -> Effect {
        let (title, lines) = RunWords.sending(self)
        return .ask(title, lines, yes: "send", then: effect)
    }

    /// Asks before the accounts that failed are sent again.
    func askingToRetry(_ retry: RunRetry) -> Effect {
        let (title, lines) = RunWords.retrying(retry, of: plan.items.count, to: plan.system)
        return .ask(title, lines, yes: "send", then: .go(.goOn(self, only: retry.accounts)))
    }
}
