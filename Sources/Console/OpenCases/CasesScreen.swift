import Accounts
import Synchronizing
import Telling
import TextScreen

/// Everything that needs somebody, with what can be done about each.
struct CasesScreen: FootedScreen {
    let context = Context.cases
    let crumb: String? = "Needs you"
    let isOneOnly = true
    /// The login on a team's book.
    let login: String?
    /// nil until it is read.
    private(set) var inbox: Inbox?
    private(set) var definitions: [SystemName: SyncOptionDefinitions] = [:]
    var list = ListPane<Inbox.Item>(height: 10)
    var foot = Foot()
    /// The kind that is shown; nil shows all but the blocked accounts, of which there may be many.
    private(set) var kind: Inbox.Kind?
    private(set) var marks: Set<Inbox.Item.ID> = []
    /// The systems to which nothing is sent.
    private var paused: Set<SystemName> = []
    /// What is in doubt and may be sent again.
    private var decidable: Set<Link.ID> = []
    /// The results of asking, by case, and how long ago that was.
    private var answers: [Link.ID: Answer] = [:]

    private struct Answer {
        let resolved: Resolved
        let link: Link
        var seconds = 0
    }

    /// Whether the login is not let into the book at the moment.
    private(set) var isShutOut: Bool

    init(login: String?, isShutOut: Bool = false) { (self.login, self.isShutOut) = (login, isShutOut) }

    var ticks: Bool { answers.values.contains { $0.resolved.wait.secondsLeft(after: $0.seconds) > 0 } }

    mutating func tick() { for id in answers.keys { answers[id]?.seconds += 1 } }

    func awaits(_ key: Key, _ command: Command?) -> Bool { inbox == nil && !isShutOut }

    mutating func appear() -> [Effect] { [.work(.loadInbox)] }

    let rowsAboveList = 2
    func listHeight(of rows: Int) -> Int { max(rows - 10, 1) }

    // MARK: Keys

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map(showing).map { [$0] } ?? []
        case .why: return selected?.question.map { [.why($0)] } ?? []
        case .syncOptions: return selected.flatMap(\.form).map { [$0] } ?? []
        case .refresh: return appear()
        case .ask, .adopt, .abandon: return selected?.open?.effects(of: command) ?? []
        case .approveRun: return selected?.run.map { [$0.approving] } ?? []
        case .join: return selected?.run.map { [$0.joining] } ?? []
        case .askAll: return [.work(.resolve(inDoubt))]
        case .retry: return retry()
        case .nextKind: showNext()
        case .mark, .markAll, .clearMarks: mark(command)
        default: move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .askAll where inDoubt.isEmpty: return InboxWords.noneInDoubt
        case .clearMarks where marks.isEmpty: return Refusal.noneMarked
        case .nextKind where kinds.isEmpty: return Refusal.emptyList
        case .askAll, .clearMarks, .nextKind: return nil
        default: break
        }
        let isOfItem = [.open, .syncOptions, .ask, .adopt, .abandon, .retry, .mark, .markAll, .why, .join, .approveRun]
            .contains(command)
        guard let selected else { return isOfItem ? Refusal.emptyList : nil }
        switch command {
        case .join, .approveRun: return selected.run.map { $0.refusal(of: command, by: login) } ?? InboxWords.noRun
        case .why where selected.run != nil, .syncOptions where selected.run != nil, .mark where selected.run != nil:
            return InboxWords.aboutAccounts
        case .why where selected.row?.isOfBSS == true, .syncOptions where selected.row?.isOfBSS == true:
            return InboxWords.notTakenIn
        case .why where selected.question == nil, .syncOptions where selected.row != nil: return InboxWords.notInTheBook
        case .syncOptions where selected.form == nil: return InboxWords.openFirst
        case .retry where selected.kind == .paused: return nil
        case .retry where retried.isEmpty: return InboxWords.notToBeRetried
        case .retry where marks.isEmpty && InboxWords.isHeldByKey(selected, standing(selected)):
            return InboxWords.keyFirst
        case .ask, .adopt, .abandon:
            guard let open = selected.open else { return command == .ask ? Refusal.notInDoubt : Refusal.nothingSent }
            if command == .adopt, open.holder == nil, open.link.externalID == nil { return CaseWords.noIDInList }
            return open.refusal(of: command)
        default: return nil
        }
    }

    /// A key is called as the line under the cursor calls it, where it acts on that alone.
    func hint(of command: Command) -> String? {
        guard let selected, let action = InboxWords.action(selected, standing(selected)) else { return nil }
        return switch action.key {
        case .showCase where command == .open: action.name
        case .retry where command == .retry && (marks.isEmpty || selected.kind == .paused): action.name
        default: nil
        }
    }

    /// What the line under the cursor says to do.
    var mainCommand: Command? {
        guard let selected, let action = InboxWords.action(selected, standing(selected)) else { return nil }
        return action.key.binding.1
    }

    private var inDoubt: [OpenCase] { (inbox?.items ?? []).compactMap(\.open).filter { $0.link.state == .inDoubt } }

    /// What is sent again by `retry`: all that are marked, or the line under the cursor.
    private var retried: [Inbox.Item] {
        let marked = (inbox?.items ?? []).filter { marks.contains($0.id) && $0.canBeRetried }
        return marks.isEmpty ? [selected].compactMap(\.self).filter(\.canBeRetried) : marked
    }

    /// One account goes through its form, several go through a plan, which is for one system.
    private func retry() -> [Effect] {
        if case .system(let system)? = selected { return [.work(.liftPause(system.name))] }
        guard !retried.isEmpty else { return [] }
        let system = retried.first { $0.id == selected?.id }?.system ?? retried[0].system
        let chosen = retried.filter { $0.system == system }
        guard chosen.count > 1, let system else { return chosen[0].form.map { [$0] } ?? [] }
        let order = PlanRequest(source: .chosen(chosen.compactMap { $0.account?.id }), system: system)
        return [.go(.open(PlanScreen(order)))]
    }

    private mutating func mark(_ command: Command) {
        switch command {
        case .mark:
            guard let id = selected?.id else { return }
            if marks.remove(id) == nil { marks.insert(id) }
            list.move(.down)
        case .markAll: marks.formUnion(list.items.map(\.id))
        default: marks = []
        }
    }

    // MARK: What is shown

    /// The kinds of which there is something.
    var kinds: [Inbox.Kind] { Inbox.Kind.allCases.filter { inbox?.counts[$0] ?? 0 > 0 } }

    private mutating func showNext() {
        kind = next(after: kind, of: kinds)
        showItems()
    }

    private mutating func showItems() {
        let shown = kind
        let items = (inbox?.items ?? []).filter { shown == nil ? $0.kind != .blocked : $0.kind == shown }
        list.show(items, keeping: \.id)
    }

    // MARK: Happenings

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .inboxLoaded(let inbox, let definitions, let decidable):
            (self.inbox, self.definitions, self.decidable) = (inbox, definitions, decidable)
            paused = Set(inbox.items.filter { $0.kind == .paused }.compactMap(\.system))
            let links = Dictionary(inbox.items.map { ($0.id, $0.link) }, uniquingKeysWith: { first, _ in first })
            answers = answers.filter { links[.link($0.key)] == $0.value.link }
            marks.formIntersection(links.keys)
            if let kind, inbox.counts[kind] == nil { self.kind = nil }
            showItems()
            return []
        case .resolved(let open, let resolved):
            answers[open.link.id] = Answer(resolved: resolved, link: open.link)
            return appear()
        case .reach(let failure):
            isShutOut = failure?.isShutOut == true
            return failure == nil ? appear() : []
        default: return happening.isChange ? appear() : []
        }
    }

    func tells(_ news: News) -> Bool { if case .stillInDoubt = news { true } else { false } }

    /// What ↵ shows.
    private func showing(_ item: Inbox.Item) -> Effect {
        switch item {
        case .system(let system): .why(.pause(system.name))
        case .run(let run): .work(.loadRun(run.id, .open))
        case .open(let open): .go(.open(CaseScreen(open.link.id)))
        case .row: .go(.open(TextPage("Not imported", notice(item).consoleLines.map { .init(text: $0) })))
        case .link(let account, _), .account(let account): .details(of: account.id)
        }
    }

    /// What is known of a line, and what to do.
    func notice(_ item: Inbox.Item) -> Notice {
        if let open = item.open, let answer = answers[open.link.id] {
            return Notice(answer.resolved.later(by: answer.seconds), of: open)
        }
        if let open = item.open, isDecidable(item) { return .toBeDecided(open) }
        return item.notice(by: item.system.flatMap { definitions[$0] })
    }

    func standing(_ item: Inbox.Item) -> InboxWords.Standing {
        let isPaused = item.system.map(paused.contains) ?? false
        return InboxWords.Standing(isDecidable: isDecidable(item), isPaused: isPaused)
    }

    private func isDecidable(_ item: Inbox.Item) -> Bool { item.link.map { decidable.contains($0.id) } ?? false }
}

extension Inbox.Item {
    /// What explains it; nil for a bulk run, and for a row of a file, which says itself why it was refused.
    fileprivate var question: WhyQuestion? {
        switch self {
        case .system(let system): .pause(system.name)
        case .run, .row: nil
        case .open, .link, .account: .state(account?.id ?? "", on: system)
        }
    }

    /// Its form; nil for a system, and for an account of which the system is not known.
    fileprivate var form: Effect? {
        guard let account, let system else { return nil }
        return .form(of: account, on: system)
    }
}
