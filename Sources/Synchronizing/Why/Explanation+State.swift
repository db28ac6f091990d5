import Accounts
import FoundationEssentials

extension Explanation {
    /// Explains the state of an account on a system.
    package init(_ evidence: Evidence) {
        self.init(
            account: evidence.account,
            system: evidence.system.name,
            subject: .state(evidence.row.state(on: evidence.system.name)),
            facts: evidence.stateFacts,
            change: evidence.change,
            repeated: evidence.valuesToRepeat
        )
    }
}

extension Evidence {
    fileprivate var stateFacts: [Fact] {
        let (told, others) = entries.chain(of: link)
        let waits =
            run.map { [isTaken ? Fact(.taken($0.id)) : Fact(.run($0.id, $0.standing), at: $0.begun, by: $0.by)] } ?? []
        var facts = waits + (link.map { [Fact($0)] } ?? [])
        let isBlocked = row.state(on: system.name) == .blocked
        let neverSent = link == nil && entries.isEmpty ? [Fact(.neverSent)] : []
        if !isBlocked { facts += neverSent }
        facts += told.map { Fact($0) }
        if let sent = sentValues {
            let isUnsent = link?.state == .waiting || link?.state == .notSent
            facts.append(Fact(isUnsent ? .unsent(sent) : .sent(sent), at: told.last?.at.wall))
        }
        if others > 0 { facts.append(Fact(.earlier(others), at: entries.last?.at.wall)) }
        if let holder = open?.holder { facts.append(Fact(.holder(holder), at: holder.link?.changed)) }
        // What blocks it decides first.
        return facts + hindrances + (isBlocked ? neverSent : []) + parentFacts + bookFacts
    }

    /// What stands in the way of sending it, whatever the account says.
    private var hindrances: [Fact] {
        var facts: [Fact] = []
        // What is synchronized is not sent again, whatever the system waits for.
        if link?.state != .synchronized {
            if system.isDisabled { facts.append(Fact(.disabled)) }
            if let pause = system.pause { facts += Fact.facts(of: pause, refusal) }
        }
        if let claim { facts.append(Fact(.claimed(claim), at: claim.changed, by: claim.by)) }
        if form == nil { facts.append(Fact(.fieldsUnknown)) }
        return facts + (obstacles + findings.filter { $0.severity == .warns }).map(fact)
    }

    /// Whether a field is empty only because a form does not repeat what its last request had.
    private func isOfLastRequest(_ finding: Finding) -> Bool {
        guard finding.isOfEmptyField, case .field(let id) = finding.subject else { return false }
        return link?.options[id]?.trimmed.isEmpty == false
    }

    /// The values that a form does not repeat from the last request, by label.
    fileprivate var valuesToRepeat: [Setting] {
        findings.filter(isOfLastRequest)
            .compactMap { finding in
                guard case .field(let id) = finding.subject, let value = link?.options[id] else { return nil }
                return Setting(finding.name, value)
            }
    }

    /// What blocks: first that for which the account is shown as blocked, then in the order of the form.
    private var obstacles: [Finding] {
        let blocking = (form?.withoutFollowing(findings) ?? findings)
            .filter { $0.severity == .blocks && !isOfLastRequest($0) }
        let own = blocking.filter(\.isAccountFault)
        return row.state(on: system.name) == .blocked ? own + blocking.filter { !$0.isAccountFault } : blocking
    }

    /// A finding, with the time since when that on which it stands has been so.
    func fact(_ finding: Finding) -> Fact {
        switch finding.subject {
        case .account, .column: Fact(.finding(finding), at: account.updated)
        case .parent: Fact(.finding(finding), at: parent?.link?.changed)
        case .field(let id):
            Fact(.finding(finding), at: form?.fields.first { $0.id == id }?.provenance.date ?? account.updated)
        }
    }

    var parentFacts: [Fact] {
        guard let parent else { return [] }
        return [Fact(.parent(parent), at: parent.link?.changed, by: parent.link?.by)]
    }

    var bookFacts: [Fact] {
        let imported = Fact(.imported, at: account.created)
        return account.updated > account.created ? [Fact(.changed, at: account.updated), imported] : [imported]
    }

    private var sentValues: [Setting]? {
        guard let link, link.attempt != nil, !link.options.isEmpty else { return nil }
        return (form?.situation.definitions.fields ?? []).shown(link.options)
    }

    /// What would alter the state.
    var change: SmallestChange {
        switch link?.state {
        case .synchronized: return link?.origin == .adopted ? .unlink : .portal
        case .sending: return .waitForEnd
        case .waiting: return .waitForRetry(nextTry)
        case .inDoubt: return .resolve(resolution ?? .ask(in: .zero))
        case .atVendor: return .adopt(link?.externalID)
        case .conflict: return .compare(holder: open?.holder?.account)
        case .abandoned: return .adoptAfterAll
        case .refused, .notSent, .notSynchronized, .blocked, nil: break
        }
        if system.isDisabled { return .enable }
        if let pause = system.pause { return .liftPause(pause) }
        if let claim { return .otherSystem(claim.system) }
        if let run { return .waitForRun(run.id, run.standing) }
        guard form != nil else { return .askForFields }
        if let finding = obstacles.first { return .mend(finding) }
        guard link?.state == .refused, let reason = link?.reason else { return .send(after: link?.reason) }
        return .correct(reason)
    }
}

extension Provenance {
    /// Since when the value has been there, if that is known.
    var date: Date? {
        switch self {
        case .reseller(let date, _), .resellersSynchronization(_, let date), .resellersAdoption(_, let date),
            .sent(let date), .adopted(let date):
            date
        case .account, .accountType, .resellersPlan, .plannedReseller, .vendor, .entered, .sentUnconfirmed, .unsent,
            .none, .words:
            nil
        }
    }
}

extension Finding {
    /// Whether it is a fault in the account's own data (`AccountFault`).
    fileprivate var isAccountFault: Bool {
        switch rule {
        case .gone, .emailInvalid, .countryMissing, .countryUnknown, .parentUnnamed: true
        default: false
        }
    }
}
