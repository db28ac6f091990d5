import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

/// A bulk run while it goes on and afterwards: a line per account, counts, rate; it goes on when the screen is left.
struct LedgerScreen: FootedScreen {
    let context = Context.ledger
    let crumb: String? = "Bulk run"
    let isOneOnly = true
    private(set) var ledger: RunStory
    private(set) var now: Date
    /// The listed accounts, as indices into the plan.
    var list = ListPane<Int>(height: 10)
    var foot = Foot()
    private(set) var onlyFailed = false
    private let clock: @Sendable () -> Date

    init(_ ledger: RunStory, clock: @escaping @Sendable () -> Date) {
        self.ledger = ledger
        self.clock = clock
        now = clock()
        showAccounts()
    }

    var ticks: Bool { ledger.isRunning }

    var selected: Int? { list.selected }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 10, 1))
        foot.size = size
        return []
    }

    mutating func tick() { now = clock() }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map { [.go(.open(DetailsScreen(ledger.plan.items[$0].id)))] } ?? []
        case .why: return why()
        case .showFailed:
            onlyFailed.toggle()
            showAccounts()
        case .stopRun: return [.go(.stopRun)]
        case .retryFailed: return [.go(.goOn(only: ledger.failed))]
        case .runAgain: return [.go(.goOn(only: nil))]
        default: move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil, .why where selected == nil: Refusal.emptyList
        case .stopRun where !ledger.isRunning: BulkRunWords.isOver
        case .stopRun where ledger.isStopping: BulkRunWords.isStopping
        case .retryFailed where ledger.isRunning, .runAgain where ledger.isRunning: BulkRunWords.isNotOver
        case .retryFailed where ledger.failed.isEmpty: BulkRunWords.nothingFailed
        case .showFailed where ledger.problemCount == 0 && !onlyFailed: BulkRunWords.nothingWrong
        case .runAgain where ledger.standings.allSatisfy({ $0 == .ended(.synchronized) }): BulkRunWords.allSynchronized
        case .runAgain where !ledger.canGoOn: BulkRunWords.mustBeCorrected.named
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        guard case .ledgerChanged(let new) = happening else { return [] }
        ledger = new
        now = clock()
        showAccounts()
        return []
    }

    /// What came of the account in the run, and why it is as it is now.
    private func why() -> [Effect] {
        guard let selected else { return [] }
        let preface = ledger.entries[selected]?.notice.consoleLines ?? []
        return [.go(.open(WhyScreen(.state(ledger.plan.items[selected].id, on: ledger.plan.system), preface: preface)))]
    }

    /// The cursor stays on its account, unless it is at the top, where the latest results appear.
    private mutating func showAccounts() {
        let lines = ledger.lines(onlyFailed: onlyFailed)
        if list.cursor.selected == 0 { list.show(lines) } else { list.show(lines, keeping: \.self) }
    }

    func tells(_ news: News) -> Bool { if case .bulkRun = news { true } else { false } }
}
