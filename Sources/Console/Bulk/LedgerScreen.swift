import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen
import Workspace

/// A run while it goes and after it: a line per account, counts, rate; it goes on when the screen is left.
struct LedgerScreen: Screen {
    let context = Context.ledger
    let crumb: String? = "Bulk run"
    let isPopUp = false
    private(set) var ledger: RunStory
    private(set) var now: Date
    private(set) var cursor = ListCursor()
    private(set) var height = 10
    private(set) var lines: [Int] = []
    private(set) var onlyFailed = false
    private let clock: @Sendable () -> Date

    init(_ ledger: RunStory, clock: @escaping @Sendable () -> Date) {
        self.ledger = ledger
        self.clock = clock
        now = clock()
        list()
    }

    var ticks: Bool { ledger.isRunning }

    var selected: Int? { cursor.selected < lines.count ? lines[cursor.selected] : nil }

    mutating func resize(_ size: Size) -> [Effect] {
        height = max(size.rows - 10, 1)
        cursor.keepInView(height: height)
        return []
    }

    mutating func tick() { now = clock() }

    mutating func perform(_ command: Command) -> [Effect] {
        defer { cursor.keepInView(height: height) }
        switch command {
        case .open: return selected.map { [.open(.details(ledger.plan.items[$0].id))] } ?? []
        case .showFailed:
            onlyFailed.toggle()
            list()
        case .stopRun: return [.stopRun]
        case .retryFailed: return [.goOn(only: ledger.failed)]
        case .runAgain: return [.goOn(only: nil)]
        default: cursor.move(command, height: height)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil: "the list is empty"
        case .stopRun where !ledger.isRunning: "the run is over"
        case .stopRun where ledger.isStopping: "it is ending already"
        case .retryFailed where ledger.isRunning, .runAgain where ledger.isRunning: "the run is not over yet"
        case .retryFailed where ledger.failed.isEmpty: "nothing was refused or not sent"
        case .showFailed where ledger.problemCount == 0 && !onlyFailed: "nothing went wrong"
        case .runAgain where ledger.standings.allSatisfy({ $0 == .ended(.synchronized) }): "everything is synchronized"
        case .runAgain where !ledger.canGoOn: "what is left must be corrected first; ↵ shows the account"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        guard case .ledgerChanged(let new) = happening else { return [] }
        ledger = new
        now = clock()
        list()
        return []
    }

    /// The cursor stays on its account, unless it is at the top, where the news are.
    private mutating func list() {
        let old = cursor.selected == 0 ? nil : selected
        lines = ledger.lines(onlyFailed: onlyFailed)
        cursor.count = lines.count
        if let old, let line = lines.firstIndex(of: old) { cursor.move(to: line) }
        cursor.keepInView(height: height)
    }
}
