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
    /// nil while they are read.
    private(set) var runs: [StoredRun]?
    var list = ListPane<RunID>(height: 10)
    var foot = Foot()

    /// Whether the login is not let into the book at the moment.
    private(set) var isShutOut: Bool

    init(login: String?, isShutOut: Bool = false) { (self.login, self.isShutOut) = (login, isShutOut) }

    mutating func appear() -> [Effect] { [.work(.loadRuns)] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { runs == nil && !isShutOut }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 8, 1))
        foot.size = size
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map { [.work(.loadRun($0.id, .open))] } ?? []
        case .join: return selected.map { [$0.joining] } ?? []
        case .retryFailed: return selected.map { [.work(.loadRun($0.id, .retry))] } ?? []
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
            self.runs = runs
            list.show(runs.map(\.id), keeping: \.self)
            return []
        case .reach(let failure):
            isShutOut = failure?.isShutOut == true
            return failure == nil ? appear() : []
        case .changedElsewhere, .runEnded, .runFailed: return appear()
        default: return []
        }
    }

    var selected: StoredRun? { list.selected.flatMap { id in runs?.first { $0.id == id } } }
}
