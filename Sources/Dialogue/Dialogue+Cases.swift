import Accounts
import Synchronizing
import Telling
import Workspace

/// What needs somebody: a numbered list, and for each line what can be done.
extension Dialogue {
    mutating func decide() async {
        var items = await sayInbox()
        while !items.isEmpty {
            switch Command(await voice.ask(DialogueWords.casesPrompt)) {
            case .number(let number) where items.indices.contains(number - 1):
                await go(to: items[number - 1])
                items = await sayInbox()
            case .letter("E", _):
                for open in items.compactMap(\.open) where open.link.state == .inDoubt { await ask(open) }
                items = await sayInbox()
            case .letter("l", _): items = await sayInbox()
            case .end, .empty, .letter("q", _): return
            case .letter("?", _): say(DialogueWords.casesHelp)
            case .number, .letter, .filter, .unknown: say(DialogueWords.onlyThese)
            }
        }
    }

    private func sayInbox() async -> [Inbox.Item] {
        let query = InboxQuery(limit: 50)
        let read = await attempt { () async throws(StoreFailure) in try await workspace.needs(query) }
        guard let inbox = read else { return [] }
        let items = inbox.items.filter { $0.kind != .blocked }
        if items.isEmpty { say(InboxWords.none) }
        for (place, item) in items.enumerated() {
            say(DialogueWords.numbered(place + 1, item.notice(by: nil).headline))
        }
        for kind in Inbox.Kind.allCases where kind != .blocked {
            guard let count = inbox.counts[kind] else { continue }
            let listed = items.count { $0.kind == kind }
            if listed < count { say(DialogueWords.notListed(kind, count - listed)) }
        }
        return items
    }

    private mutating func go(to item: Inbox.Item) async {
        switch item {
        case .open(let open): await decide(about: open.link.id)
        case .link(let account, _), .account(let account):
            say(item.notice(by: nil))
            await show(account.id)
        case .row: say(item.notice(by: nil))
        case .run(let run):
            say(item.notice(by: nil))
            await decide(about: run.id)
        case .system(let system):
            say(item.notice(by: nil))
            guard await confirms([], yes: DialogueWords.useAgain(system.name)) else { return }
            let done: Void? = await attempt { () async throws(StoreFailure) in
                try await workspace.synchronizer.liftPause(of: system.name)
            }
            if done != nil { say(.pauseLifted(system.name)) }
        }
    }

    private mutating func decide(about id: Link.ID) async {
        while let (open, system) = await read(id) {
            say(Notice(open))
            let resolution = await workspace.synchronizer.resolution(of: open, on: system)
            say(DialogueWords.next(CaseWords.next(open, resolution, after: 0)))
            switch Command(await voice.ask(DialogueWords.casePrompt)) {
            case .letter("e", _): await ask(open)
            case .letter("a", _): await adopt(open)
            case .letter("A", let text): await adopt(typed: text, for: open, on: system)
            case .letter("S", _): await sendAgain(open, resolution, on: system)
            case .letter("X", _): await abandon(open)
            case .letter("s", _):
                await show(id.account)
                return
            case .end, .empty, .letter("q", _): return
            case .letter("?", _): say(DialogueWords.caseHelp)
            case .number, .letter, .filter, .unknown: say(DialogueWords.onlyThese)
            }
        }
    }

    private func read(_ id: Link.ID) async -> (OpenCase, ProvisioningSystem)? {
        let read = await attempt { () async throws(StoreFailure) -> (OpenCase, ProvisioningSystem)? in
            guard let open = try await workspace.cases.openCase(of: id.account, on: id.system),
                let system = try await workspace.systems.system(named: id.system)
            else { return nil }
            return (open, system)
        }
        if let read, read == nil { say(CaseWords.over) }
        return read ?? nil
    }

    /// Whether an order is not carried out; says why.
    private func refuses(_ order: CaseOrder, _ open: OpenCase) -> Bool {
        guard let refusal = CaseWords.refusal(of: order, in: open) else { return false }
        say(refusal.text(Self.name).sentence)
        return true
    }

    private func ask(_ open: OpenCase) async {
        guard !refuses(.ask, open) else { return }
        let resolved = await attempt { () async throws(StoreFailure) -> Resolved? in
            guard let system = try await workspace.systems.system(named: open.link.system) else { return nil }
            return try await workspace.synchronizer.resolve(open, on: system)
        }
        if let resolved = resolved ?? nil { say(Notice(resolved, of: open)) }
    }

    private func adopt(_ open: OpenCase) async {
        guard !refuses(.adopt, open), let id = open.link.externalID else { return }
        guard await confirms(DecisionWords.adopt(open, id), yes: "adopt") else { return }
        await decide(open) { () async throws(StoreFailure) in
            try await workspace.synchronizer.adopt(id, for: open.link, confirmed: true)
        }
    }

    private func adopt(typed text: String, for open: OpenCase, on system: ProvisioningSystem) async {
        var text = text
        if text.isEmpty { text = await voice.ask(DecisionWords.portalID(system.name))?.trimmed ?? "" }
        guard !text.isEmpty else { return }
        let id: ExternalID
        do throws(OneLine.Problem) {
            id = try ExternalID(reading: text)
        } catch {
            return say(DialogueWords.badID(error.phrase))
        }
        let said = await attempt { () async throws(StoreFailure) in
            try await workspace.synchronizer.adopt(typed: id, for: open, on: system)
        }
        switch said {
        case .decided(let verdict): say(Notice(verdict, of: open.link, named: open.relative.account.name))
        case .notConfirmed(let verdict):
            let words = DecisionWords.adoptUnconfirmed(open, id, verdict)
            let code = open.relative.account.code.rawValue
            guard await confirms(words, yes: DecisionWords.unconfirmedYes, typed: code) else { return }
            await decide(open) { () async throws(StoreFailure) in
                try await workspace.synchronizer.adopt(id, for: open.link, confirmed: false)
            }
        case nil: return
        }
    }

    private func abandon(_ open: OpenCase) async {
        guard !refuses(.abandon, open) else { return }
        let code = open.relative.account.code.rawValue
        guard await confirms(DecisionWords.abandon(open), yes: DecisionWords.abandonYes, typed: code) else { return }
        await decide(open) { () async throws(StoreFailure) in
            try await workspace.synchronizer.abandon(open.link)
        }
    }

    private func sendAgain(_ open: OpenCase, _ resolution: Resolution, on system: ProvisioningSystem) async {
        guard !refuses(.sendAgain, open) else { return }
        if let refusal = CaseWords.refusalToSendAgain(resolution, after: 0) { return say(refusal) }
        let code = open.relative.account.code
        guard await confirms(DecisionWords.sendAgain(open), yes: "send again", typed: code.rawValue) else { return }
        guard let form = await form(of: open.link.account, on: system)?.sendable else { return }
        let synchronizer = workspace.synchronizer
        let conclusion = await voice.sending(to: system.name, stop: nil) { note in
            let conclusion = await synchronizer.sendAgain(form, patience: Synchronizer.patience) { note(code, $0) }
            note(code, nil)
            return conclusion
        }
        say(Notice(conclusion, of: form))
    }

    private func decide(_ open: OpenCase, _ decision: () async throws(StoreFailure) -> OutcomeVerdict) async {
        await say(of: open.link, named: open.relative.account.name, decision)
    }
}
