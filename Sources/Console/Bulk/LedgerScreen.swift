import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

/// A bulk run while it goes on and afterwards: a line per account, counts, rate; it goes on when the screen is left.
struct LedgerScreen: FootedScreen {
    let context = Context.ledger
    var crumb: String? { ledger.id.map { "Bulk run \($0.rawValue)" } ?? "Bulk run" }
    /// There may be another one below, of a run that others work on.
    var isOneOnly: Bool { version == nil }
    private(set) var ledger: RunStory
    /// The version of the book that is shown; nil for the run that this console works on.
    private(set) var version: Int?
    private(set) var now: Date
    /// The listed accounts, as indices into the plan.
    var list = ListPane<Int>(height: 10)
    var foot = Foot()
    private(set) var onlyFailed = false
    /// Where accounts stand now that the run left in doubt.
    private(set) var decided: [AccountID: SyncState] = [:]
    /// The login on a team's book.
    private let login: String?
    private let clock: @Sendable () -> Date
    /// Whether what has changed is being read, and whether more has changed since that began.
    private var (isFollowing, isStale) = (false, false)

    init(_ ledger: RunStory, version: Int? = nil, login: String?, clock: @escaping @Sendable () -> Date) {
        self.ledger = ledger
        self.version = version
        self.login = login
        self.clock = clock
        now = clock()
        showAccounts()
    }

    var ticks: Bool { ledger.isRunning }

    let rowsAboveList = 3
    func listHeight(of rows: Int) -> Int { max(rows - 10, 1) }

    mutating func tick() {
        now = clock()
        ledger.endHold(at: now)
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map { [.details(of: ledger.plan.items[$0].id)] } ?? []
        case .why: return why()
        case .showFailed:
            onlyFailed.toggle()
            showAccounts()
        case .stopRun: return [stop]
        case .retryFailed: return ledger.id.map { [.work(.findRetry($0, ledger))] } ?? []
        case .runAgain: return [ledger.asking(.go(.goOn(ledger, only: nil)))]
        case .join: return ledger.id.map { [ledger.asking(.work(.loadRun($0, .join)))] } ?? []
        default: move(command)
        }
        return []
    }

    private var stop: Effect {
        let stop: Effect = version == nil ? .go(.stopRun) : ledger.id.map { .work(.stopRun($0)) } ?? .go(.stopRun)
        return ledger.run?.asking(by: login, then: stop) ?? stop
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil, .why where selected == nil: Refusal.emptyList
        case .join where !ledger.isRunning, .stopRun where !ledger.isRunning: BulkRunWords.isOver
        case .join where isUnapproved: BulkRunWords.isNotApproved
        case .join where version == nil: BulkRunWords.isOurs
        case .join where ledger.isStopping: BulkRunWords.isStopping
        case .stopRun where ledger.isStopping: BulkRunWords.isStopping
        case .retryFailed where isUnapproved, .runAgain where isUnapproved: BulkRunWords.isNotApproved
        case .retryFailed where ledger.isRunning, .runAgain where ledger.isRunning: BulkRunWords.isNotOver
        case .retryFailed where !mayHaveFailed: BulkRunWords.nothingFailed
        case .showFailed where ledger.problemCount == 0 && !onlyFailed: BulkRunWords.nothingWrong
        case .runAgain where ledger.standings.allSatisfy({ $0 == .ended(.synchronized) }): BulkRunWords.allSynchronized
        case .runAgain where !ledger.canGoOn: BulkRunWords.mustBeCorrected.named
        default: nil
        }
    }

    func hint(of command: Command) -> String? { command == .showFailed && onlyFailed ? BulkRunWords.all : nil }

    /// Whether there may be something to try again, also after it had been in doubt.
    private var mayHaveFailed: Bool {
        ledger.id != nil
            && (ledger.mayHaveFailed || decided.values.contains { $0 == .refused || $0 == .notSent })
    }

    private var leftInDoubt: [AccountID] {
        ledger.standings.indices.filter { ledger.standings[$0] == .ended(.inDoubt) }.map { ledger.plan.items[$0].id }
    }

    private func findDecided() -> [Effect] {
        leftInDoubt.isEmpty ? [] : [.work(.findDecided(leftInDoubt, ledger.plan.system))]
    }

    mutating func appear() -> [Effect] { ledger.isRunning ? [] : findDecided() }

    /// Whether the run waits for somebody's approval, which a second one would wait for as well.
    var isUnapproved: Bool { ledger.run?.awaitsApproval == true }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .ledgerChanged(let new) where version == nil: ledger = new
        case .runFollowed(let id, let changes) where ledger.id == id:
            // What was read before what is shown says nothing new; what is being sent changes no version.
            if let version, let changes, changes.version >= version {
                self.version = changes.version
                ledger.take(changes)
                now = clock()
                showAccounts()
            }
            return endFollowing()
        case .failed(.followRun(let id, after: _), _) where id == ledger.id: return endFollowing()
        case .decidedFound(ledger.plan.system, leftInDoubt, let decided): self.decided = decided
        case .concluded, .decided, .resolved, .probed: return ledger.isRunning ? [] : findDecided()
        case .changedElsewhere, .reach(.none):
            guard ledger.isRunning else { return findDecided() }
            return follow()
        default: return []
        }
        now = clock()
        showAccounts()
        return []
    }

    /// Reads what has changed; what changes meanwhile is read after that.
    private mutating func follow() -> [Effect] {
        guard let version, let id = ledger.id else { return [] }
        guard !isFollowing else {
            isStale = true
            return []
        }
        isFollowing = true
        return [.work(.followRun(id, after: version))]
    }

    private mutating func endFollowing() -> [Effect] {
        let wasStale = isStale
        (isFollowing, isStale) = (false, false)
        guard wasStale else { return [] }
        return ledger.isRunning ? follow() : findDecided()
    }

    /// What came of the account in the run, and why it is as it is now.
    private func why() -> [Effect] {
        guard let selected else { return [] }
        let preface = ledger.entries[selected]?.notice.consoleLines ?? []
        return [.why(.state(ledger.plan.items[selected].id, on: ledger.plan.system), preface: preface)]
    }

    /// The cursor stays on its account, unless it is at the top, where the latest results appear.
    private mutating func showAccounts() {
        let lines = ledger.lines(onlyFailed: onlyFailed)
        if list.cursor.selected == 0 { list.show(lines) } else { list.show(lines, keeping: \.self) }
    }

    func tells(_ news: News) -> Bool { if case .bulkRun = news { version == nil } else { false } }
}
