import Accounts
import FoundationEssentials
import Synchronizing
import TextScreen
import Workspace

/// One account that needs the operator: what was sent, how far it got, what was asked since, and what can be done now.
struct CaseScreen: Screen {
    let context = Context.caseDetails
    let isPopUp = false
    let account: AccountID
    let system: SystemName
    private(set) var details: CaseDetails?
    /// Whether it was read and nothing needs the operator any more.
    private(set) var isOver = false
    /// What the last question or decision came to.
    private(set) var answer: Notice?
    /// Seconds since it was read.
    private(set) var seconds = 0

    init(_ account: AccountID, _ system: SystemName) {
        self.account = account
        self.system = system
    }

    var crumb: String? { details.map { "\($0.open.relative.account.code) \($0.open.relative.account.name)" } ?? "…" }
    var ticks: Bool { details?.wait ?? .zero > .zero }

    mutating func appear() -> [Effect] { [.loadCase(account, system)] }

    mutating func tick() { seconds += 1 }

    mutating func perform(_ command: Command) -> [Effect] {
        guard let open = details?.open else { return [] }
        switch command {
        case .open: return [.open(.details(account))]
        case .syncOptions: return [.open(.form(account, system))]
        case .ask: return [.resolve(open, system)]
        case .adopt: return open.link.externalID.map { [Decision.adopt(open, $0)] } ?? []
        case .adoptTyped: return [.open(.typeID(open))]
        case .sendAgain: return [Decision.sendAgain(open, isProved: open.isExistsProved)]
        case .abandon: return [Decision.abandon(open)]
        case .refresh: return [.loadCase(account, system)]
        default: return []
        }
    }

    func refusal(of command: Command) -> String? {
        guard let details else {
            return [.ask, .adopt, .adoptTyped, .sendAgain, .abandon].contains(command)
                ? "it needs nothing any more" : nil
        }
        let state = details.open.link.state
        return switch command {
        case .ask where state != .inDoubt: "it is not in doubt"
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
            self.details = details
            (isOver, seconds) = (false, 0)
        case .caseOver(account, system):
            details = nil
            isOver = true
        case .resolved(let open, let resolved) where open.link.account == account && open.link.system == system:
            answer = Notice(resolved, of: open)
            return [.loadCase(account, system)]
        case .decided(let link, let verdict) where link.account == account && link.system == system:
            answer = Notice(verdict, of: link)
            return [.loadCase(account, system)]
        case .concluded(let form, let conclusion)
        where form.account.id == account && form.situation.system.name == system:
            answer = Notice(conclusion, of: form)
            return [.loadCase(account, system)]
        case .idNotConfirmed(let open, let id, let verdict) where open.link.account == account:
            return [Decision.adoptUnconfirmed(open, id, verdict)]
        case .changedElsewhere, .probed: return [.loadCase(account, system)]
        default: break
        }
        return []
    }
}

/// What a case's screen shows.
struct CaseDetails: Sendable {
    let open: OpenCase
    let resolution: Resolution
    /// The parent in the request.
    let parent: Relative?
    /// The vendor's fields, to name the values by.
    let definitions: SyncOptionDefinitions?

    /// How long nothing new can be said.
    var wait: Duration { if case .ask(let wait) = resolution { wait } else { .zero } }

    func refusalToSendAgain(after seconds: Int) -> String? {
        guard case .ask(let wait) = resolution else { return nil }
        let left = Int(wait.seconds.rounded(.up)) - seconds
        return left > 0
            ? "\"not there\" proves nothing for another \(left) s: then ask again with e"
            : "ask first with e: it must say \"not there\" now, and once more 30 s earlier"
    }
}
