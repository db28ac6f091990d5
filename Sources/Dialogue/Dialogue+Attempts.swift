import Accounts
import Synchronizing
import Telling
import Workspace

/// What happened in an attempt, and what the next one would ask and send.
extension Dialogue {
    func sayAttempt(of account: AccountID, on name: String) async {
        guard let row = await row(account), let system = await chosenSystem(name) else { return }
        let read = await attempt { () async throws(StoreFailure) in
            try await workspace.synchronizer.story(.last, of: row.account, on: system)
        }
        guard let found = read else { return }
        guard let story = found else { return say(AttemptWords.none) }
        say(story.headline)
        for step in story.steps { say(DialogueWords.line(step)) }
        say(story.sent)
        if let request = story.request { say(request) }
        say(story.remarks)
    }

    func sayDryAttempt(of form: SyncForm) async {
        let read = await attempt { () async throws(StoreFailure) in
            try await workspace.synchronizer.dryAttempt(of: form)
        }
        guard let attempt = read else { return }
        say(AttemptWords.dryHeadline(attempt), AttemptWords.dryRun(attempt))
        for value in attempt.values { say(value.sentence) }
        for request in attempt.requests {
            say(request.purpose.sentence)
            say(request)
        }
    }

    private func say(_ request: RequestSketch) { for line in request.lines where !line.isEmpty { say(line) } }
}
