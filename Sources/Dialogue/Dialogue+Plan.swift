import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import Workspace

/// Many accounts: a plan, what it would send, and its run.
extension Dialogue {
    /// The accounts of a plan: those that a filter selects, or those of some codes.
    enum Selection {
        case filter(AccountFilter)
        case codes(String)
    }

    mutating func plan(_ selection: Selection) async {
        guard let system = await chosenSystem(""), let accounts = await accounts(of: selection) else { return }
        var wish = PlanWish(rows: accounts.map { PlanWish.Row($0) })
        guard var plan = await make(wish, on: system) else { return }
        say(plan)
        while true {
            let before = wish
            switch Command(await voice.ask(DialogueWords.planPrompt)) {
            case .letter("l", let words): sayItems(of: plan, words)
            case .letter("v", let words): enter(words, in: &wish)
            case .letter("a", _): wish.adopts.toggle()
            case .letter("m", _): wish.allowsStorefront.toggle()
            case .letter("y", _):
                guard plan.sendableCount > 0 else {
                    say(PlanWords.nothingToSend.sentence)
                    continue
                }
                return await start(plan, on: system, adopts: wish.adopts, selection: accounts.count)
            case .end, .empty, .letter("q", _): return say(Phrases.nothingSent)
            case .letter("?", _): say(DialogueWords.planHelp)
            case .number, .letter, .filter, .unknown: say(DialogueWords.onlyThese)
            }
            guard wish != before else { continue }
            guard let new = await make(wish, on: system) else {
                wish = before
                continue
            }
            plan = new
            say(plan)
        }
    }

    private func accounts(of selection: Selection) async -> [AccountID]? {
        switch selection {
        case .filter(let filter):
            return await attempt { () async throws(StoreFailure) in
                try await workspace.accounts.ids(of: AccountQuery(filter: filter, order: .code, system: system?.name))
            }
        case .codes(let text):
            var found: [AccountID] = []
            for code in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
                let row = await attempt { () async throws(StoreFailure) in
                    try await workspace.accounts.row(code: AccountCode(String(code)))
                }
                guard let row = row ?? nil else {
                    say(DialogueWords.noAccount(String(code)))
                    return nil
                }
                found.append(row.account.id)
            }
            return found
        }
    }

    private func make(_ wish: PlanWish, on system: ProvisioningSystem) async -> Plan? {
        let voice = voice
        do throws(PlanProblem) {
            return try await workspace.synchronizer.plan(wish, on: system) { done, total in
                if done > 0, done < total, done.isMultiple(of: 10_000) {
                    voice.say(PlanWords.planning((done, total)))
                }
            }
        } catch {
            say(Notice(error, system: system.name))
            return nil
        }
    }

    private func say(_ plan: Plan) { say(DialogueWords.counts(of: plan)) }

    /// Says items of a plan: those that are blocked, or those from a number on.
    private func sayItems(of plan: Plan, _ words: String) {
        let first = max((Int(words) ?? 1) - 1, 0)
        let blocked = plan.items.indices.filter { plan.items[$0].verdict.kind == .blocked }
        let shown = words == "blocked" ? blocked : Array(plan.items.indices.dropFirst(first))
        for place in shown.prefix(20) { say(DialogueWords.line(place + 1, plan.items[place])) }
        if shown.count > 20 { say(DialogueWords.moreItems(shown.count - 20, next: shown[20] + 1)) }
        if shown.isEmpty { say(Refusal.emptyList.sentence) }
    }

    private func enter(_ words: String, in wish: inout PlanWish) {
        guard let sign = words.firstIndex(of: "=") else { return say(DialogueWords.valueForm) }
        let (name, value) = (String(words[..<sign]).trimmed, String(words[words.index(after: sign)...]).trimmed)
        wish.settings.removeAll { $0.name == name }
        if !value.isEmpty { wish.settings.append(Setting(name, value.composed)) }
    }

    private mutating func start(
        _ plan: Plan,
        on system: ProvisioningSystem,
        adopts: Bool,
        selection: Int
    ) async {
        let words = PlanWords.question(
            plan,
            sendable: plan.sendableCount,
            selection: selection.accounts,
            adopts: adopts
        )
        guard await confirms(words, yes: "start") else { return say(Phrases.nothingSent) }
        let story = RunStory(plan, at: Date())
        // Whoever has stopped it wants no more of it now.
        guard let ran = await run(story, only: nil, on: system), !ran.wasStopped else { return }
        await offerRetry(of: ran, on: system)
    }

    /// Sends again what was refused or not sent in a run that is over, if the operator says yes.
    ///
    /// It asks once more only if that got further by itself.
    func offerRetry(of story: RunStory, on system: ProvisioningSystem) async {
        var story = story
        while let retry = await retry(of: story), !retry.accounts.isEmpty,
            await confirms(
                [RunWords.leftOut(of: retry)].compactMap(\.self),
                yes: DialogueWords.retry(retry.accounts.count)
            )
        {
            let next = story.goingOn(at: Date(), isRetry: true)
            guard let ran = await run(next, only: retry.accounts, retryOf: story.id, on: system) else { return }
            guard !ran.wasStopped, !ran.synchronized.isSubset(of: story.synchronized) else { return }
            story = ran
        }
    }

    /// What would be sent again of a run; nil if that cannot be read, which is told.
    func retry(of story: RunStory) async -> RunRetry? {
        await attempt { () async throws(StoreFailure) in
            try await workspace.synchronizer.retry(of: story.plan, in: story.id)
        }
    }

    private func run(
        _ story: RunStory,
        only: Set<AccountID>?,
        retryOf: RunID? = nil,
        on system: ProvisioningSystem
    ) async -> RunStory? {
        let (plan, items) = (story.plan, story.plan.items)
        let limits = RunLimits(of: system)
        let (synchronizer, stop, told) = (workspace.synchronizer, RunStop(), ToldRun(story, voice))
        let problem = await voice.sending(to: plan.system, stop: stop) { note -> PlanProblem? in
            do throws(PlanProblem) {
                _ = try await synchronizer.run(
                    plan,
                    RunOrder(text: plan.text, retryOf: retryOf),
                    only: only,
                    limits: limits,
                    stop: stop
                ) { told.take($0, of: items, note) }
                return nil
            } catch {
                return error
            }
        }
        if let problem {
            say(Notice(problem, system: plan.system))
            return nil
        }
        say(told.story.summary)
        return told.story
    }
}
