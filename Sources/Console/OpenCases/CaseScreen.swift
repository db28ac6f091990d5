import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

/// One account that needs the operator: what was sent, how far it got, what was asked since, and what can be done now.
struct CaseScreen: Screen {
    let context = Context.caseDetails
    let isPopUp = false
    let account: AccountID
    let system: SystemName
    private(set) var details: CaseDetails?
    /// Whether it was read and nothing needs the operator any more.
    private(set) var isOver = false
    /// What the last question or decision came to, where the lines above do not say it; gone once something else happened.
    private(set) var answer: Notice?
    private var isAnswerNew = false
    private var title = "…"
    /// Seconds since it was read.
    private(set) var seconds = 0

    init(_ account: AccountID, _ system: SystemName) {
        self.account = account
        self.system = system
    }

    var crumb: String? { title }
    var ticks: Bool { details?.wait ?? .zero > .zero }

    mutating func appear() -> [Effect] { [.loadCase(account, system)] }

    mutating func tick() { seconds += 1 }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return [.open(.details(account))]
        case .syncOptions: return [.open(.form(account, system, title: title))]
        case .refresh: return [.loadCase(account, system)]
        default: return details.map { decide(command, $0.open) } ?? []
        }
    }

    private func decide(_ command: Command, _ open: OpenCase) -> [Effect] {
        switch command {
        case .ask: return [.resolve(open, system)]
        case .adopt: return open.link.externalID.map { [Decision.adopt(open, $0)] } ?? []
        case .adoptTyped: return [.open(.typeID(open))]
        case .sendAgain: return [Decision.sendAgain(open, isProved: open.isExistsProved)]
        case .abandon: return [Decision.abandon(open)]
        default: return []
        }
    }

    func refusal(of command: Command) -> String? {
        guard let details else {
            return [.ask, .adopt, .adoptTyped, .sendAgain, .abandon].contains(command)
                ? (isOver ? "there is nothing more to do" : "it is still being read") : nil
        }
        let state = details.open.link.state
        return switch command {
        case .ask where state != .inDoubt: "it is not in doubt"
        case .adopt where details.open.holder != nil: details.open.refusalToAdopt
        case .adopt where details.open.link.externalID == nil: "no id is known: ask the vendor, or type one with A"
        case .sendAgain where state != .inDoubt: "it is not in doubt"
        case .sendAgain: details.refusalToSendAgain(after: seconds)
        case .abandon where state == .atVendor: "nothing was sent for it"
        case .abandon where state == .abandoned: "it is given up already"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .caseLoaded(let details) where details.open.link.account == account && details.open.link.system == system:
            if !isAnswerNew, details.open.link != self.details?.open.link { answer = nil }
            (self.details, title) = (details, details.open.relative.account.titled)
            (isOver, seconds, isAnswerNew) = (false, 0, false)
        case .caseOver(account, system):
            if !isAnswerNew, !isOver { answer = nil }
            (details, isOver, isAnswerNew) = (nil, true, false)
        case .resolved(let open, let resolved) where open.link.account == account && open.link.system == system:
            return answer(Notice(resolved, of: open), isShownAbove: resolved.isStillInDoubt)
        case .decided(let link, let verdict, let name) where link.account == account && link.system == system:
            return answer(Notice(verdict, of: link, named: name))
        case .concluded(let form, let conclusion)
        where form.account.id == account && form.situation.system.name == system:
            return answer(Notice(conclusion, of: form))
        case .idNotConfirmed(let open, let id, let verdict) where open.link.account == account:
            return [Decision.adoptUnconfirmed(open, id, verdict)]
        case .changedElsewhere, .probed: return [.loadCase(account, system)]
        default: break
        }
        return []
    }

    private mutating func answer(_ notice: Notice, isShownAbove: Bool = false) -> [Effect] {
        (answer, isAnswerNew) = (isShownAbove ? nil : notice, true)
        return [.loadCase(account, system)]
    }

    func tells(_ account: AccountID) -> Bool { account == self.account }
}

/// What a case's screen shows.
struct CaseDetails: Sendable {
    let open: OpenCase
    let resolution: Resolution
    /// The parent in the request.
    let parent: AccountOnSystem?
    /// The vendor's fields, to name the values by.
    let definitions: SyncOptionDefinitions?

    /// How long nothing new can be said.
    var wait: Duration { if case .ask(let wait) = resolution { wait } else { .zero } }

    func refusalToSendAgain(after seconds: Int) -> String? {
        guard case .ask(let wait) = resolution else { return nil }
        let left = wait.secondsLeft(after: seconds)
        return left > 0
            ? "\"not there\" proves nothing for another \(left) s: then ask again with e"
            : "ask first with e: it must say \"not there\" now, and once more 30 s earlier"
    }
}

extension Duration {
    /// The whole seconds that are left of it.
    func secondsLeft(after seconds: Int) -> Int { max(Int(self.seconds.rounded(.up)) - seconds, 0) }
}

extension Resolved {
    /// Whether nothing was decided.
    var isStillInDoubt: Bool { if case .stillInDoubt = self { true } else { false } }

    /// How long nothing new can be said.
    var wait: Duration { if case .stillInDoubt(_, .ask(let wait), _) = self { wait } else { .zero } }

    /// The same, some seconds later.
    func later(by seconds: Int) -> Resolved {
        guard case .stillInDoubt(let link, .ask(let wait), let verdict) = self else { return self }
        return .stillInDoubt(link, .ask(in: .seconds(wait.secondsLeft(after: seconds))), verdict)
    }
}

extension OpenCase {
    /// Why its id cannot be adopted: another account here has it.
    var refusalToAdopt: String? {
        holder.map { "\(link.externalID?.rawValue ?? "the id") belongs to \($0.named) here" }
    }
}
