import Accounts
import FoundationEssentials
import Synchronizing
import Telling

/// A run as it is shown: where each account stands, what came of it, how fast it goes.
struct Ledger: Sendable {
    /// What came of an account.
    struct Entry: Sendable {
        let result: BulkRun.Result
        let notice: Notice
        /// Why it is not synchronized, in a few words.
        let reason: String
        let externalID: ExternalID?
        let at: Date
    }

    /// How far an account is that is under way.
    struct Step: Sendable {
        var progress: Submission.Stage?
        var since: Date
        var tries = 1
    }

    let plan: Plan
    let begun: Date
    private(set) var standings: [BulkRun.Standing]
    private(set) var entries: [Int: Entry] = [:]
    private(set) var steps: [Int: Step] = [:]
    /// The accounts that are over, the last one first.
    private(set) var recent: [Int] = []
    private(set) var isHolding = false
    private(set) var ending: BulkRun.Ending?
    private(set) var ended: Date?
    /// Why it could not begin.
    private(set) var problem: Notice?
    /// How long it ran before it went on.
    private var spent: TimeInterval = 0
    /// Whether the operator asked it to end.
    var isStopping = false
    /// How many were over before it began.
    private var before = 0

    init(_ plan: Plan, at date: Date) {
        self.plan = plan
        begun = date
        standings = plan.items.map { _ in .waiting }
    }

    var isRunning: Bool { ended == nil }

    /// The same run as it goes on: with what came of it so far, and with its clock.
    func goingOn(at date: Date) -> Ledger {
        var ledger = Ledger(plan, at: date)
        (ledger.standings, ledger.entries, ledger.recent) = (standings, entries, recent)
        ledger.spent = elapsed(at: date)
        return ledger
    }

    /// Takes in what a run reports.
    mutating func take(_ report: RunReport, at date: Date) {
        switch report {
        case .started(let standings):
            self.standings = standings
            before = doneCount
            // What is tried again has no outcome yet.
            entries = entries.filter { standings[$0.key] != .waiting }
            recent = recent.filter { standings[$0] != .waiting }
        case .began(let index):
            standings[index] = .underWay
            steps[index] = Step(since: date)
        case .progressed(let index, let progress):
            if case .waiting = progress { steps[index]?.tries += 1 }
            steps[index]?.progress = progress
        case .ended(let index, let result, let ended):
            standings[index] = .ended(result)
            steps[index] = nil
            let notice = Notice(ended, result, of: plan.items[index])
            entries[index] = Entry(
                result: result,
                notice: notice,
                reason: ended.reason ?? notice.details.first ?? notice.headline,
                externalID: ended.externalID,
                at: date
            )
            recent.insert(index, at: 0)
        case .holding:
            isHolding = true
            for index in standings.indices where standings[index] == .underWay && steps[index]?.progress == nil {
                standings[index] = .waiting
            }
        case .resumed: isHolding = false
        case .finished(let ending): finish(ending, at: date)
        }
    }

    /// The run could not begin.
    mutating func fail(_ notice: Notice, at date: Date) {
        problem = notice
        finish(.stopped, at: date)
    }

    /// The run is over.
    mutating func finish(_ ending: BulkRun.Ending, at date: Date) {
        self.ending = ending
        end(at: date)
    }

    private mutating func end(at date: Date) {
        ended = ended ?? date
        steps = [:]
        for index in standings.indices where standings[index] == .underWay { standings[index] = .waiting }
    }

    // MARK: What is shown of it

    /// How many accounts have each name of standing.
    var counts: [(state: SyncState, count: Int)] {
        var counts: [SyncState: Int] = [:]
        for standing in standings { counts[standing.state, default: 0] += 1 }
        return SyncState.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }

    var doneCount: Int { standings.count { if case .ended = $0 { true } else { false } } }

    /// Seconds that it ran.
    func elapsed(at now: Date) -> TimeInterval { spent + (ended ?? now).timeIntervalSince(begun) }

    /// How it ended, or why it could not begin.
    var summary: Notice { problem ?? Notice(ending ?? .stopped, of: standings, system: plan.system) }

    var synchronized: Set<AccountID> {
        Set(plan.items.indices.filter { standings[$0] == .ended(.synchronized) }.map { plan.items[$0].id })
    }

    /// How many went wrong, or were left out.
    var problemCount: Int {
        standings.count { if case .ended(let result) = $0 { result != .synchronized } else { false } }
    }

    /// Whether going on could bring anything: something waits, or ended in a way that another try may change.
    var canGoOn: Bool {
        standings.contains { standing in
            switch standing {
            case .waiting, .underWay: true
            case .ended(.refused), .ended(.notSent), .ended(.inDoubt), .ended(.storeFailed), .ended(.unrecorded): true
            case .ended(.synchronized), .ended(.atVendor), .ended(.conflict), .ended(.blocked), .ended(.skipped): false
            }
        }
    }

    /// Accounts in a second, since it began.
    func rate(at now: Date) -> Double {
        let seconds = (ended ?? now).timeIntervalSince(begun)
        return seconds > 0.5 ? Double(doneCount - before) / seconds : 0
    }

    /// The accounts that were refused or not sent.
    var failed: Set<AccountID> {
        Set(
            plan.items.indices.filter { [.ended(.refused), .ended(.notSent)].contains(standings[$0]) }
                .map { plan.items[$0].id }
        )
    }

    /// The accounts as they are listed: under way, then what went wrong, then the rest.
    func lines(onlyFailed: Bool) -> [Int] {
        let problems = recent.filter { standings[$0] != .ended(.synchronized) }
        let planned = plan.items.indices.filter { index in
            if case .ended(let result) = standings[index] { return entries[index] == nil && result != .synchronized }
            return false
        }
        guard !onlyFailed else { return problems + planned }
        let underWay = steps.keys.sorted()
        let waiting = plan.items.indices.filter { standings[$0] == .waiting }
        let done = recent.filter { standings[$0] == .ended(.synchronized) }
        return underWay + problems + done + waiting + planned
    }
}

extension RunReport.Ended {
    fileprivate var externalID: ExternalID? {
        switch self {
        case .concluded(_, .created(let link, _, _, _)), .concluded(_, .adopted(let link)),
            .concluded(_, .alreadySynchronized(let link)), .concluded(_, .atVendor(let link)),
            .concluded(_, .conflict(let link, _)), .concluded(_, .synchronizedOtherwise(let link, _)),
            .resolved(_, .adopted(let link)), .otherwise(let link, _):
            link.externalID
        default: nil
        }
    }
}

extension RunReport.Ended {
    /// What happened, where that is known in a phrase.
    fileprivate var reason: String? {
        switch self {
        case .concluded(_, .inDoubt(_, let doubt)): doubt.phrase
        case .concluded(_, .refused(let refusal)) where !refusal.message.trimmed.isEmpty: refusal.message.trimmed
        case .concluded(_, .notSent(let unsent)): unsent.phrase
        case .concluded(_, .conflict(_, let holder)): "its id belongs to \(holder.named)"
        case .resolved(_, .conflict(_, let holder)): "its id belongs to \(holder.named)"
        case .resolved(_, .stillInDoubt(let link, _, _)): link.detail
        case .otherwise(_, let differences), .concluded(_, .synchronizedOtherwise(_, let differences)):
            differences.map(\.sentence).joined(separator: " ")
        case .differs(let differences): "changed since the plan: \(differences.map(\.phrase).joined(separator: ", "))"
        case .concluded, .resolved, .untried: nil
        }
    }
}

extension BulkRun.Standing {
    /// The state of the one vocabulary that it is shown as.
    var state: SyncState {
        switch self {
        case .waiting: .waiting
        case .underWay: .sending
        case .ended(.synchronized): .synchronized
        case .ended(.atVendor): .atVendor
        case .ended(.refused): .refused
        case .ended(.notSent), .ended(.storeFailed): .notSent
        case .ended(.inDoubt): .inDoubt
        case .ended(.unrecorded): .sending
        case .ended(.conflict): .conflict
        case .ended(.blocked), .ended(.skipped): .blocked
        }
    }
}
