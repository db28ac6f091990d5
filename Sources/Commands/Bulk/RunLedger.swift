import Accounts
import Foundation
import Synchronization
import Synchronizing
import Telling

/// What came of each account of a run, and how fast it goes.
final class RunLedger: Sendable {
    /// What came of an account.
    struct Entry: Sendable {
        var result: BulkRun.Result
        var notice: Notice
        var externalID: ExternalID?
        var hasPassword = false

        /// What came of it, on one line; of what went wrong, all that is known.
        var words: String {
            result == .synchronized ? notice.headline : ([notice.headline] + notice.details).joined(separator: " ")
        }
    }

    private let plan: Plan
    private let progress: RunProgress
    private let sends: SendsUnderWay
    private let state = Mutex(State())

    private struct State {
        var results: [Int: Entry] = [:]
        /// How many were over before the run began.
        var before = 0

        var counts: [BulkRun.Result: Int] {
            results.values.reduce(into: [:]) { $0[$1.result, default: 0] += 1 }
        }
    }

    init(_ plan: Plan, progress: RunProgress) {
        self.plan = plan
        self.progress = progress
        sends = SendsUnderWay(on: plan.system, idle: "Nothing is left in doubt by this.")
    }

    var results: [Int: Entry] { state.withLock { $0.results } }

    func take(_ report: RunReport) {
        switch report {
        case .started(let standings):
            let done = standings.count { if case .ended = $0 { true } else { false } }
            state.withLock { $0.before = done }
            progress.begin(total: plan.items.count, done: done)
        case .began: break
        case .progressed(let index, let stage): sends.note(plan.items[index].code, stage)
        case .ended(let index, let result, let ended):
            sends.ended(plan.items[index].code)
            end(index, result, ended)
        case .holding(let duration):
            progress.tell(
                "\(plan.system) cannot be reached: nothing is begun for \(Int(duration.seconds.rounded(.up))) s."
            )
        case .resumed: progress.tell("Trying \(plan.system) again.")
        case .finished: progress.end()
        }
    }

    private func end(_ index: Int, _ result: BulkRun.Result, _ ended: RunReport.Ended) {
        let item = plan.items[index]
        var entry = Entry(result: result, notice: Notice(ended, result, of: item))
        switch ended {
        case .concluded(_, .unrecorded(_, .created(let id), _)): entry.externalID = id
        case .concluded(_, let conclusion):
            entry.externalID = conclusion.link?.externalID
            if case .created(_, _, .some, _) = conclusion { entry.hasPassword = true }
        case .resolved(_, .adopted(let link)), .otherwise(let link, _): entry.externalID = link.externalID
        case .resolved, .differs, .untried: break
        }
        let counts = state.withLock { state in
            state.results[index] = entry
            return state.counts
        }
        progress.ended(item, entry, counts)
    }

    /// Ends the program at once, telling where each account stands.
    func end(_ signal: EndSignal) -> Never {
        progress.end()
        let state = state.withLock { $0 }
        let over = state.before + state.results.count
        sends.end(signal) { underWay in
            let phrases = [state.counts.phrase, "\(plan.items.count - over - underWay) not begun"]
            return "The run was ended at once: \(phrases.filter { !$0.isEmpty }.joined(separator: ", "))."
        }
    }
}
