import Accounts
import Synchronizing
import Telling
import Workspace

/// The bulk runs of the book, of everybody: one line each, and what can be done with each of them.
extension Dialogue {
    func goOverRuns() async {
        guard await sayRuns() else { return }
        while true {
            switch Command(await voice.ask(DialogueWords.runsPrompt)) {
            case .number(let number): await decide(about: RunID(rawValue: number))
            case .letter("l", _): _ = await sayRuns()
            case .end, .empty, .letter("q", _): return
            case .letter("?", _): say(DialogueWords.runsHelp)
            case .letter, .filter, .unknown: say(DialogueWords.onlyThese)
            }
        }
    }

    /// Says the newest runs; false if there are none.
    private func sayRuns() async -> Bool {
        let read = await attempt { () async throws(StoreFailure) in
            try await workspace.allRuns(limit: Self.mostRuns + 1)
        }
        guard let runs = read else { return false }
        if runs.isEmpty { say(RunWords.none) }
        for run in runs.prefix(Self.mostRuns) { say(RunWords.title(run)) }
        if runs.count > Self.mostRuns { say(DialogueWords.olderRuns) }
        return !runs.isEmpty
    }

    private static let mostRuns = 20

    func decide(about id: RunID) async {
        var said = ""
        while let whole = await tried({ () async throws(RunProblem) in try await workspace.whole(id) }) {
            let (story, run) = (RunStory(whole.plan, whole.changes), whole.changes.run)
            let told = RunWords.told(run)
            if told != said { say(told) }
            said = told
            switch Command(await voice.ask(DialogueWords.runPrompt)) {
            case .letter("l", let words): await sayAccounts(of: story, words)
            case .letter("c", _): await stop(run)
            case .letter("A", _): await approve(run)
            case .letter("J", _): await join(story, id)
            case .letter("r", _): await retry(story, run)
            case .end, .empty, .letter("q", _): return
            case .letter("?", _): say(DialogueWords.runHelp)
            case .number, .letter, .filter, .unknown: say(DialogueWords.onlyThese)
            }
        }
    }

    /// Does something with a run, and tells what went wrong with that.
    private func tried<Value>(_ body: () async throws(RunProblem) -> Value) async -> Value? {
        do throws(RunProblem) {
            return try await body()
        } catch {
            say(Notice(error))
            return nil
        }
    }

    /// Says what is not synchronized, or all accounts from a number on.
    private func sayAccounts(of story: RunStory, _ words: String) async {
        let first = Int(words).map { max($0 - 1, 0) }
        let places = story.standings.indices.filter { place in
            first.map { place >= $0 } ?? (story.standings[place] != .ended(.synchronized))
        }
        if places.isEmpty { say(first == nil ? BulkRunWords.allSynchronized.sentence : Refusal.emptyList.sentence) }
        await sayInPages(places.map { DialogueWords.line($0 + 1, of: story) })
    }

    private func approve(_ run: StoredRun) async {
        if let refusal = run.refusalToApprove(run.hash, by: workspace.members?.login ?? "") {
            return say(refusal.reason.sentence)
        }
        guard await confirms([], yes: DialogueWords.approve(run)) else { return }
        let approved = await tried { () async throws(RunProblem) in try await workspace.approve(run.id) }
        if let approved { say(RunWords.approved(approved)) }
    }

    /// Of what somebody else has begun, only one who means it begins nothing more.
    private func stop(_ run: StoredRun) async {
        if let login = workspace.members?.login, run.by != login, !run.isOver {
            let (title, lines) = RunWords.stopping(run)
            guard await confirms([title] + lines, yes: "stop") else { return }
        }
        _ = await tried { () async throws(RunProblem) in try await workspace.stop(run.id) }
    }

    /// Works on the run until it is over; whoever interrupts that leaves it to the others.
    private func join(_ story: RunStory, _ id: RunID) async {
        let (workspace, leave, told) = (workspace, RunStop(), ToldRun(story, voice))
        let items = story.plan.items
        let ended = await voice.sending(to: story.plan.system, stop: leave) { note in
            do throws(RunProblem) {
                return Result<_, RunProblem>
                    .success(try await workspace.join(id, leave: leave) { told.take($0, of: items, note) })
            } catch {
                return .failure(error)
            }
        }
        switch ended {
        case .success(nil): say(RunWords.leftBehind)
        case .success: break
        case .failure(let problem): say(Notice(problem))
        }
    }

    private func retry(_ story: RunStory, _ run: StoredRun) async {
        guard run.isOver else { return say(Notice(RunProblem.notOver(run))) }
        guard let retry = await retry(of: story) else { return }
        guard !retry.accounts.isEmpty else { return say(Notice.nothingToRetry(retry)) }
        let read = await attempt { () async throws(StoreFailure) in
            try await workspace.systems.system(named: run.system)
        }
        guard let system = read ?? nil else { return say(Refusal.noSystem.sentence) }
        await offerRetry(of: story, on: system)
    }
}
