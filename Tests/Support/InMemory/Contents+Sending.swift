import Accounts
import Synchronizing

extension Contents {
    func situation(of account: AccountID, on system: SystemName) -> Situation? {
        guard let found = accounts[account], let registered = systems[system], let fields = definitions[system]
        else { return nil }
        return Situation(
            account: found,
            system: registered,
            definitions: fields,
            link: link(account, system),
            parent: found.parent.flatMap { relative($0, on: system) }
        )
    }

    mutating func commit(_ intent: Intent, owner: String) throws(StoreFailure) -> IntentVerdict {
        guard let system = systems[intent.system] else { return .changed([.system]) }
        if let holder = claimHolder(intent.account, system.claimKey), !maySupersede(holder, intent, owner) {
            return .claimed(holder.link)
        }
        let changes = changes(since: intent, system)
        guard changes.isEmpty else { return .changed(changes) }
        guard attempts[intent.attempt] == nil else { throw .misused(reason: "an attempt twice") }
        let old = link(intent.account, intent.system)
        let link = Link(
            account: intent.account,
            system: intent.system,
            generation: (old?.generation ?? 1) + (intent.claim == .sendAgain ? 1 : 0),
            state: .sending,
            options: intent.options,
            parent: intent.parent?.id,
            attempt: intent.attempt,
            changed: intent.begun.wall,
            by: intent.by
        )
        attempts[intent.attempt] = Sent(intent: intent, generation: link.generation, owner: owner)
        let asked = links[intent.account]?[intent.system]?.asked
        let row = Row(link: link, claimKey: system.claimKey, email: intent.email, owner: owner, asked: asked)
        write(row, .intent, at: intent.begun, by: intent.by)
        return .committed(link)
    }

    private func maySupersede(_ holder: Row, _ intent: Intent, _ owner: String) -> Bool {
        switch intent.claim {
        case .first: false
        case .held: holder.link.state == .waiting && holder.owner == owner
        case .sendAgain: holder.link.state == .inDoubt && holder.link.system == intent.system
        }
    }

    private func changes(since intent: Intent, _ system: ProvisioningSystem) -> [Change] {
        var changes: [Change] = []
        if let account = accounts[intent.account] {
            if account.revision != intent.basis.account { changes.append(.account) }
        } else {
            changes.append(.accountGone)
        }
        if let parent = intent.parent {
            let link = link(parent.id, intent.system)
            if link?.state != .synchronized || link?.externalID != parent.externalID { changes.append(.parent) }
        }
        if system.revision != intent.basis.system || system.isDisabled || system.pause != nil {
            changes.append(.system)
        }
        if definitions[intent.system]?.revision != intent.basis.definitions { changes.append(.definitions) }
        let link = link(intent.account, intent.system)
        if intent.claim == .held && link?.state != .waiting || (link?.generation ?? 0) != intent.basis.generation {
            changes.append(.link)
        }
        if let code = emailHolder(intent, system) { changes.append(.emailTaken(by: code)) }
        return changes
    }

    private func emailHolder(_ intent: Intent, _ system: ProvisioningSystem) -> AccountCode? {
        guard !intent.email.isEmpty else { return nil }
        for (account, systems) in links where account != intent.account {
            for row in systems.values where row.email == intent.email && row.claimKey == system.claimKey {
                if [.waiting, .sending, .synchronized, .inDoubt].contains(row.link.state) {
                    return accounts[account]?.code
                }
            }
        }
        return nil
    }

    func isSending(_ attempt: AttemptID, owner: String) -> Bool {
        row(of: attempt).map { $0.link.state == .sending && $0.owner == owner } ?? false
    }

    mutating func commit(_ outcome: Outcome, of attempt: AttemptID, at moment: Moment, owner: String) -> OutcomeVerdict
    {
        guard var row = row(of: attempt), outcome.acceptingStates.contains(row.link.state) else {
            return .stale(attempts[attempt].flatMap { link($0.intent.account, $0.intent.system) })
        }
        let state = state(after: outcome, generation: row.link.generation)
        let sender = attempts[attempt]?.intent.by ?? row.link.by
        row.link = row.link.moved(to: state, at: moment, by: sender, reason: outcome.reason)
        row.owner = state == .waiting ? owner : nil
        var holder: AccountOnSystem?
        if case .created(let id) = outcome {
            row.link.externalID = id
            holder = self.holder(of: id, claimKey: row.claimKey, except: row.link.account)
            if holder == nil { row.link.origin = .created } else { row.link.state = .conflict }
        }
        write(
            row,
            .outcome,
            externalID: row.link.externalID,
            reason: outcome.reason,
            at: moment,
            by: row.link.by
        )
        return holder.map { .conflict(row.link, holder: $0) } ?? .recorded(row.link)
    }

    func gaps(among attempts: [AttemptID]) -> JournalGaps {
        JournalGaps(
            unknown: Set(attempts.filter { self.attempts[$0] == nil }),
            inDoubt: Set(attempts.filter { row(of: $0)?.link.state == .inDoubt })
        )
    }

    func places(of sends: [KeptSend]) -> [SendPlace] {
        sends.map { send in
            guard accounts[send.intent.account] != nil, let system = systems[send.intent.system] else {
                return .missing
            }
            return system.claimKey == send.vendor ? .here : .foreign
        }
    }

    mutating func admit(_ send: KeptSend, owner: String, at moment: Moment, by: String) -> Admission {
        var intent = send.intent
        if attempts[intent.attempt] != nil { return .known }
        guard accounts[intent.account] != nil, let system = systems[intent.system], system.claimKey == send.vendor
        else {
            return .misplaced
        }
        let holder = claimHolder(intent.account, system.claimKey)?.link
        var isSecond = false
        if let holder {
            isSecond = holder.state == .inDoubt && holder.system == intent.system
            guard isSecond else { return [.sending, .waiting].contains(holder.state) ? .busy(holder) : .held(holder) }
        }
        (intent.claim, intent.by) = (isSecond ? .sendAgain : .first, by)
        if let parent = intent.parent, accounts[parent.id] == nil { intent.parent = nil }
        let link = Link(
            account: intent.account,
            system: intent.system,
            generation: (link(intent.account, intent.system)?.generation ?? 1) + (isSecond ? 1 : 0),
            state: .sending,
            options: intent.options,
            parent: intent.parent?.id,
            attempt: intent.attempt,
            changed: moment.wall,
            by: by
        )
        attempts[intent.attempt] = Sent(intent: intent, generation: link.generation, owner: owner)
        let row = Row(link: link, claimKey: system.claimKey, email: intent.email, owner: owner)
        write(row, .intent, at: moment, by: by)
        return isSecond ? .admittedBesides(link) : .admitted(link)
    }

    private func row(of attempt: AttemptID) -> Row? {
        guard let intent = attempts[attempt]?.intent, let row = links[intent.account]?[intent.system],
            row.link.attempt == attempt
        else { return nil }
        return row
    }

    private func state(after outcome: Outcome, generation: Int) -> SyncState {
        switch outcome {
        case .created: .synchronized
        case .inDoubt: .inDoubt
        case .notSent(_, triesAgain: true): .waiting
        case .refused: generation > 1 ? .inDoubt : .refused
        case .notSent: generation > 1 ? .inDoubt : .notSent
        }
    }
}
