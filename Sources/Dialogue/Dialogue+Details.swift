import Accounts
import Synchronizing
import Telling
import Workspace

/// One account: what the BSS says of it, where it stands on each system, and what was done.
extension Dialogue {
    mutating func show(_ account: AccountID) async {
        var account = account
        await sayDetails(of: account)
        while true {
            switch Command(await voice.ask(DialogueWords.detailsPrompt)) {
            case .end, .empty, .letter("q", _): return
            case .letter("s", let name):
                guard let system = await chosenSystem(name) else { continue }
                while let next = await synchronize(account, on: system) { account = next }
            case .letter("p", _):
                guard let parent = await row(account)?.account.parent else {
                    say(FormWords.noReseller)
                    continue
                }
                account = parent
                await sayDetails(of: account)
            case .letter("h", _): await sayHistory(of: account)
            case .letter("t", let name): await sayAttempt(of: account, on: name)
            case .letter("W", let name): await sayWhy(account, on: name)
            case .letter("l", _): await sayDetails(of: account)
            case .letter("d", _): await decide()
            case .letter("U", _): await unlink(account)
            case .letter("?", _): say(DialogueWords.detailsHelp)
            case .letter(let letter, _): say(DialogueWords.unknown(String(letter)))
            case .number(let number): say(DialogueWords.unknown(String(number)))
            case .filter(let text), .unknown(let text): say(DialogueWords.unknown(text))
            }
        }
    }

    func row(_ account: AccountID) async -> AccountRow? {
        let found = await attempt { () async throws(StoreFailure) in try await workspace.accounts.row(id: account) }
        guard let row = found ?? nil else {
            say(Notice.accountGone(account))
            return nil
        }
        return row
    }

    private func sayDetails(of account: AccountID) async {
        guard let row = await row(account) else { return }
        var parent: AccountRow?
        if let id = row.account.parent { parent = await self.row(id) }
        say(DialogueWords.details(row, parent: parent?.account, on: systems))
    }

    private func sayHistory(of account: AccountID) async {
        guard
            let entries = await attempt({ () async throws(StoreFailure) in
                try await workspace.journal.history(of: account, limit: 20)
            })
        else { return }
        if entries.isEmpty { say(DetailsWords.noHistory) }
        for entry in entries { say(DialogueWords.line(entry)) }
    }

    private func sayWhy(_ account: AccountID, on name: String) async {
        guard let row = await row(account), let system = await chosenSystem(name) else { return }
        let explained = await attempt { () async throws(StoreFailure) in
            try await workspace.synchronizer.explanation(of: row, on: system)
        }
        guard let explanation = explained else { return }
        say(explanation.headline)
        for fact in explanation.facts { say(DialogueWords.fact(fact, on: explanation.system)) }
        say(explanation.alteration(inForm: true))
    }

    private func unlink(_ account: AccountID) async {
        guard let row = await row(account) else { return }
        let adopted = row.links.values.sorted { $0.system < $1.system }
            .first { $0.state == .synchronized && $0.origin == .adopted }
        guard let link = adopted else { return say(DetailsWords.nothingAdopted) }
        guard await confirms(DecisionWords.unlink(row.account.name, link), yes: "unlink") else { return }
        await say(of: link, named: row.account.name) { () async throws(StoreFailure) in
            try await workspace.synchronizer.unlink(link)
        }
    }

    /// Says what came of a decision about a link.
    func say(
        of link: Link,
        named name: String,
        _ decision: () async throws(StoreFailure) -> OutcomeVerdict
    ) async {
        guard let verdict = await attempt(decision) else { return }
        say(Notice(verdict, of: link, named: name))
    }

    /// The system that a name or its number means, or the one that is shown, as it is now; asks if there are several.
    func chosenSystem(_ name: String) async -> ProvisioningSystem? {
        guard let chosen = await knownSystem(name) else { return nil }
        // It may have been paused, or used again, since the line prompts began.
        let read = await attempt { () async throws(StoreFailure) in
            try await workspace.systems.system(named: chosen.name)
        }
        guard let now = read else { return nil }
        if now == nil { say(.unregistered(chosen.name)) }
        return now
    }

    private func knownSystem(_ name: String) async -> ProvisioningSystem? {
        guard let first = systems.first else {
            say(Refusal.noSystem)
            return nil
        }
        if name.isEmpty, systems.count == 1 { return first }
        var answer = name
        if answer.isEmpty {
            for (place, system) in systems.enumerated() { say(DialogueWords.numbered(place + 1, system.name.rawValue)) }
            guard let line = await voice.ask(DialogueWords.whichSystem), !line.trimmed.isEmpty else { return nil }
            answer = line.trimmed
        }
        if let number = Int(answer), systems.indices.contains(number - 1) { return systems[number - 1] }
        do throws(SystemNameProblem) {
            return try systems.named(answer)
        } catch {
            say(DialogueWords.unknown(answer))
            return nil
        }
    }
}
