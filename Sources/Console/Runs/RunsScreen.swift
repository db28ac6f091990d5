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

    init(login: String?) { self.login = login }

    mutating func appear() -> [Effect] { [.work(.loadRuns)] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { runs == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 8, 1))
        foot.size = size
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return selected.map { [.work(.loadRun($0.id, .open))] } ?? []
        case .join: return selected.map { [.work(.loadRun($0.id, .join))] } ?? []
        case .retryFailed: return selected.map { [.work(.loadRun($0.id, .retry))] } ?? []
        case .stopRun: return selected.map { [stop($0)] } ?? []
        case .approveRun: return selected.map { [approve($0)] } ?? []
        case .refresh: return appear()
        default: move(command)
        }
        return []
    }

    /// The list may have moved under the cursor, and the accounts are another person's.
    private func approve(_ run: StoredRun) -> Effect {
        let (title, lines) = RunWords.approving(run)
        return .ask(title, lines, yes: "approve", then: .work(.approveRun(run.id)))
    }

    /// Of what somebody else has begun, only one who means it begins nothing more.
    private func stop(_ run: StoredRun) -> Effect {
        guard let login, run.by != login else { return .work(.stopRun(run.id)) }
        let (title, lines) = RunWords.stopping(run)
        return .ask(title, lines, yes: "stop", then: .work(.stopRun(run.id)))
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open, .join, .retryFailed, .stopRun: selected.map { $0.refusal(of: command) } ?? Refusal.emptyList
        case .approveRun:
            selected.map { $0.refusalToApprove($0.hash, by: login ?? "")?.reason } ?? Refusal.emptyList
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .runsLoaded(let runs):
            self.runs = runs
            list.show(runs.map(\.id), keeping: \.self)
            return []
        case .changedElsewhere, .runEnded, .runFailed: return appear()
        default: return []
        }
    }

    var selected: StoredRun? { list.selected.flatMap { id in runs?.first { $0.id == id } } }
}

extension StoredRun {
    /// Why a command can do nothing with this run now; nil if it can.
    func refusal(of command: Command) -> String? {
        switch command {
        case .stopRun where isOver, .join where isOver: BulkRunWords.isOver
        case .stopRun where stop != nil, .join where stop != nil: BulkRunWords.isStopping
        case .join where awaitsApproval: BulkRunWords.isNotApproved
        case .retryFailed where !isOver: BulkRunWords.isNotOver
        case .retryFailed where (counts[.refused] ?? 0) + (counts[.notSent] ?? 0) == 0: BulkRunWords.nothingFailed
        default: nil
        }
    }
}
