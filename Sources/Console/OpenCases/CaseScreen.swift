import Accounts
import Synchronizing
import Telling
import TextScreen

/// One account that needs the operator: what was sent, how far it got, what probes have found since, and what can be
/// done now.
struct CaseScreen: Screen {
    let context = Context.caseDetails
    let id: Link.ID
    private(set) var details: CaseDetails?
    /// Whether the case has been read and no longer needs the operator.
    private(set) var isOver = false
    /// The result of the latest question or decision, unless the lines above show it; removed as soon as something else
    /// happens.
    private(set) var answer: Notice?
    /// How often the case is being read, and how many of these readings say nothing of the answer: they may be older.
    private var (readings, unanswered) = (0, 0)
    private var isAnswerNew: Bool { unanswered > 0 }
    private var title = "…"
    private var size = Size(columns: 80, rows: 24)
    /// How many rows are scrolled out of sight.
    private(set) var offset = 0
    /// How many seconds ago the case was read.
    private(set) var seconds = 0

    init(_ id: Link.ID) { self.id = id }

    var crumb: String? { title }
    var subject: Link.ID? { id }
    var ticks: Bool { details?.wait ?? .zero > .zero }

    mutating func appear() -> [Effect] {
        readings += 1
        return [.work(.loadCase(id))]
    }

    func awaits(_ key: Key, _ command: Command?) -> Bool { details == nil && !isOver }

    mutating func tick() { seconds += 1 }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        return []
    }

    /// Whether everything that is known fits.
    private var showsAll: Bool { details.map { rowCount($0, size.columns) <= size.rows - 3 } ?? false }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return [.details(of: id.account)]
        case .syncOptions: return [.go(.open(FormScreen(id, title: title)))]
        case .attempt: return [.go(.open(AttemptScreen(.last, of: id)))]
        case .why: return [.why(.state(id.account, on: id.system))]
        case .refresh: return appear()
        case .up: return scroll(by: -1)
        case .down: return scroll(by: 1)
        case .pageUp: return scroll(by: 3 - size.rows)
        case .pageDown: return scroll(by: size.rows - 3)
        case .top: return scroll(by: -offset)
        case .bottom: return scroll(by: .max / 2)
        default: return details?.open.effects(of: command) ?? []
        }
    }

    mutating func scroll(by lines: Int) -> [Effect] {
        let most = details.map { rowCount($0, size.columns) - (size.rows - 3) } ?? 0
        offset = max(min(offset + lines, most), 0)
        return []
    }

    func refusal(of command: Command) -> String? {
        guard let details else {
            return [.ask, .adopt, .adoptTyped, .sendAgain, .abandon].contains(command)
                ? (isOver ? Refusal.nothingMore : Refusal.reading) : nil
        }
        if let refusal = details.open.refusal(of: command) { return refusal }
        return switch command {
        case .sendAgain: CaseWords.refusalToSendAgain(details.resolution, after: seconds)?.named
        default: nil
        }
    }

    /// What is said to do next.
    var mainCommand: Command? {
        guard let details else { return nil }
        return CaseWords.next(details.open, details.resolution, after: seconds).keys.first?.binding.1
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        guard happening.subject == id else {
            switch happening {
            case .changedElsewhere, .reach(.none): return appear()
            case .failed(.loadCase(id), _): noteReading()
            default: break
            }
            return []
        }
        switch happening {
        case .caseLoaded(let details):
            if !isAnswerNew, details.open.link != self.details?.open.link { answer = nil }
            (self.details, title) = (details, details.open.relative.account.titled)
            (isOver, seconds) = (false, 0)
            noteReading()
        case .caseOver:
            if !isAnswerNew, !isOver { answer = nil }
            (details, isOver) = (nil, true)
            noteReading()
        case .resolved(let open, let resolved):
            return answer(Notice(resolved, of: open), isShownAbove: resolved.isStillInDoubt && !resolved.namesAccount)
        case .decided(let link, let verdict, let account): return answer(Notice(verdict, of: link, account))
        case .concluded(let form, let conclusion): return answer(Notice(conclusion, of: form))
        case .idNotConfirmed(let open, let id, let verdict): return [Decision.adoptUnconfirmed(open, id, verdict)]
        case .probed: return appear()
        default: break
        }
        return []
    }

    private mutating func answer(_ notice: Notice, isShownAbove: Bool = false) -> [Effect] {
        answer = isShownAbove ? nil : notice
        let effects = appear()
        unanswered = readings
        return effects
    }

    private mutating func noteReading() { (readings, unanswered) = (max(readings - 1, 0), max(unanswered - 1, 0)) }

    func tells(_ news: News) -> Bool {
        switch news {
        case .decision(id): true
        case .stillInDoubt(id): showsAll
        case .decision, .stillInDoubt, .bulkRun: false
        }
    }
}

struct CaseDetails: Sendable {
    let open: OpenCase
    let resolution: Resolution
    /// The parent as it is in the request.
    let parent: AccountOnSystem?
    let definitions: SyncOptionDefinitions?

    /// How long asking again would establish nothing new.
    var wait: Duration { if case .ask(let wait) = resolution { wait } else { .zero } }
}

extension Resolved {
    var isStillInDoubt: Bool { if case .stillInDoubt = self { true } else { false } }

    /// Whether the vendor named an account that only the operator may link.
    var namesAccount: Bool { if case .stillInDoubt(_, _, .present) = self { true } else { false } }

    var wait: Duration { if case .stillInDoubt(_, .ask(let wait), _) = self { wait } else { .zero } }

    func later(by seconds: Int) -> Resolved {
        guard case .stillInDoubt(let link, .ask(let wait), let verdict) = self else { return self }
        return .stillInDoubt(link, .ask(in: .seconds(wait.secondsLeft(after: seconds))), verdict)
    }
}
