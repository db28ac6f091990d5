import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

/// The bulk runs of the book, of everybody, newest first.
struct RunsScreen: FootedScreen {
    let context = Context.runs
    let crumb: String? = "Bulk runs"
    let isOneOnly = true
    /// The login on a team's book.
    let login: String?
    private(set) var isRead = false
    var list = ListPane<StoredRun>(height: 10)
    var foot = Foot()

    /// Whether the login is not let into the book at the moment.
    private(set) var isShutOut: Bool

    private let clock: @Sendable () -> Date

    init(login: String?, isShutOut: Bool = false, clock: @escaping @Sendable () -> Date) {
        (self.login, self.isShutOut, self.clock) = (login, isShutOut, clock)
    }

    var ticks: Bool { list.items.contains { $0.heldUntil != nil } }

    mutating func tick() {
        let now = clock()
        let runs = list.items.map { run in
            var run = run
            run.endHold(at: now)
            return run
        }
        if runs != list.items { list.show(runs, keeping: \.id) }
    }

    mutating func appear() -> [Effect] { [.work(.loadRuns)] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isRead && !isShutOut }

    let rowsAboveList = 1
    func listHeight(of rows: Int) -> Int { max(rows - 8, 1) }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map { [.work(.loadRun($0.id, .open))] } ?? []
        case .join: return selected.map { [$0.joining] } ?? []
        case .retryFailed: return selected.map { [.work(.findRetry($0.id, nil))] } ?? []
        case .stopRun: return selected.map { [$0.stopping(by: login)] } ?? []
        case .approveRun: return selected.map { [$0.approving] } ?? []
        case .refresh: return appear()
        default: move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open, .join, .retryFailed, .stopRun, .approveRun:
            selected.map { $0.refusal(of: command, by: login) } ?? Refusal.emptyList
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .runsLoaded(let runs):
            isRead = true
            list.show(runs, keeping: \.id)
            return []
        case .reach(let failure):
            isShutOut = failure?.isShutOut == true
            return failure == nil ? appear() : []
        case .changedElsewhere, .runEnded, .runFailed: return appear()
        default: return []
        }
    }
}
