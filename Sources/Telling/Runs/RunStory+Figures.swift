package import Accounts
package import FoundationEssentials
import Synchronizing

extension RunStory {
    /// How many accounts have each standing, by its name, in the order of the states.
    package var counts: [(state: SyncState, name: String, count: Int)] {
        var counts: [String: (state: SyncState, count: Int)] = [:]
        for index in standings.indices {
            let standing = told(index)
            // What waits for its turn or its next try is not being sent.
            let isResting = standing == .underWay && steps[index]?.isWaiting == true
            let shown: BulkRun.Standing = isResting ? .waiting : standing
            counts[shown.name, default: (shown.state, 0)].count += 1
        }
        return SyncState.allCases.flatMap { state in
            counts.filter { $0.value.state == state }.sorted { $0.key < $1.key }
                .map { (state, $0.key, $0.value.count) }
        }
    }

    /// The number of accounts with each result of this run, such as `3 synchronized, 1 refused`.
    package var results: String {
        var counts: [BulkRun.Result: Int] = [:]
        for entry in entries.values { counts[entry.result, default: 0] += 1 }
        return BulkRun.Result.told.compactMap { result in counts[result].map { "\($0) \(result.counted)" } }
            .joined(separator: ", ")
    }

    package var doneCount: Int { standings.count { if case .ended = $0 { true } else { false } } }

    /// How many accounts are still to end; those that are left out never do.
    package var openCount: Int { standings.indices.count { if case .ended = told($0) { false } else { true } } }

    var workedCount: Int { standings.count(where: \.isWorkedThrough) }

    /// Whether somebody works on it, as far as it is known.
    private var isWorkedOn: Bool { isOurs || run.map { $0.workers > 0 } ?? true }

    package var problemCount: Int {
        standings.count { if case .ended(let result) = $0 { result != .synchronized } else { false } }
    }

    package func elapsed(at now: Date) -> TimeInterval { (ended ?? now).timeIntervalSince(begun) }

    /// How long it has taken, and how it ended.
    package func time(at now: Date) -> String {
        let elapsed = Int(self.elapsed(at: now)).clock
        return switch ending {
        case nil: "\(elapsed) elapsed"
        case .complete?: "finished in \(elapsed)"
        default: "stopped after \(elapsed)"
        }
    }

    /// Accounts per second since the run began, without those that are not sent at all; 0 if that cannot be said yet.
    package func rate(at now: Date) -> Double {
        let seconds = (ended ?? now).timeIntervalSince(since)
        return seconds > 0.5 ? Double(workedCount - before) / seconds : 0
    }

    /// The rate and, while the run goes on, the time left; empty if neither can be said, since it just began, holds, or
    /// nobody works on it.
    package func pace(at now: Date) -> [String] {
        let rate = rate(at: now)
        guard rate > 0, !isRunning || isWorkedOn && !isHolding, let speed = Self.speed(rate) else { return [] }
        return isRunning ? [speed, "\(Int(Double(openCount) / rate).clock) left"] : [speed]
    }

    /// A rate by the second or, of a slow run, by the minute or the hour; nil if it would read as nothing.
    private static func speed(_ rate: Double) -> String? {
        for (seconds, unit) in [(1.0, "s"), (60.0, "min"), (3600.0, "h")] where rate * seconds >= 0.05 {
            let shown = rate * seconds
            return shown >= 10 ? "\(Int(shown))/\(unit)" : "\((shown * 10).rounded() / 10)/\(unit)"
        }
        return nil
    }

    /// How many seconds it is until the vendor's next turn, if nothing goes on before; nil if there is nothing to wait for.
    ///
    /// Of a run that others work on it is the next turn that none of them has reserved.
    package func secondsToTurn(at now: Date) -> Int? {
        guard isRunning, !isHolding else { return nil }
        return nextTurn?.secondsLeft(at: now)
    }

    private var nextTurn: Date? { isOurs ? ownTurn : run?.nextTurn }

    /// The first turn for which this process waits, if it waits with all that it has under way.
    private var ownTurn: Date? { steps.values.allSatisfy(\.isWaiting) ? ownFirstTurn : nil }

    private var ownFirstTurn: Date? { steps.values.compactMap(\.turn).min() }

    /// Why nothing goes on in the run for a while, and for how long; nil if something does.
    package func wait(at now: Date) -> String? { standstill(at: now)?.words }

    /// Why nothing goes on in the run for a while, and until when; nil if something does.
    func standstill(at now: Date) -> (end: Date, words: String)? {
        guard isRunning, !isHolding, !isOurs || steps.values.allSatisfy(\.isWaiting) else { return nil }
        let retry = steps.values.compactMap(\.retry).min { $0.at < $1.at }
        if let retry, ownFirstTurn.map({ retry.at < $0 }) ?? true {
            guard let seconds = retry.at.secondsLeft(at: now) else { return nil }
            let system = retry.isVendorsWish ? plan.system : nil
            return (end: retry.at, words: BulkRunWords.retry(in: seconds, askedBy: system))
        }
        guard let turn = nextTurn, let seconds = turn.secondsLeft(at: now) else { return nil }
        return (end: turn, words: BulkRunWords.turn(in: seconds))
    }

    package static let widestBar = 28

    package func bar(_ width: Int) -> (done: String, left: String) {
        let total = plan.items.count
        let filled = total == 0 ? width : doneCount * width / total
        return (String(repeating: "█", count: filled), String(repeating: "░", count: width - filled))
    }

    /// How the run ended, or why it could not begin.
    package var summary: Notice {
        (problem ?? Notice(ending ?? .stopped, of: allTold, system: plan.system, retryOf: retryOf))
            .details([stale?.sentence].compactMap(\.self))
    }

    /// Accounts that were sent although the BSS could not be read.
    package struct Stale: Hashable, Sendable {
        package var count: Int
        /// The earliest time as of which one of them was; nil if it is not known.
        package var asOf: Date?

        package var sentence: String { BSSWords.sentUnread(count, asOf: asOf) }
    }

    package var stale: Stale? {
        let dates = unread.filter { entries[$0.key].map { $0.result != .blocked } ?? false }.values
        return dates.isEmpty ? nil : Stale(count: dates.count, asOf: dates.compactMap(\.self).min())
    }

    package var wasStopped: Bool { ending == .stopped }

    package var synchronized: Set<AccountID> {
        Set(plan.items.indices.filter { standings[$0] == .ended(.synchronized) }.map { plan.items[$0].id })
    }

    /// How many accounts are sent, or asked about, if the run goes on.
    var leftCount: Int { standings.count(where: \.mayBeTriedAgain) }

    package var canGoOn: Bool { standings.contains(where: \.mayBeTriedAgain) }

    package var failed: Set<AccountID> {
        Set(
            plan.items.indices.filter { [.ended(.refused), .ended(.notSent)].contains(standings[$0]) }
                .map { plan.items[$0].id }
        )
    }

    /// Whether there may be something to try again, such as what failed before the run and was not come to in it.
    package var mayHaveFailed: Bool { !failed.isEmpty || standings.indices.contains { told($0) == .waiting } }

    /// The accounts in the order of the list: those under way, then those that went wrong, then the rest.
    package func lines(onlyFailed: Bool) -> [Int] {
        let problems = recent.filter { standings[$0] != .ended(.synchronized) }
        let planned = plan.items.indices.filter { index in
            if case .ended(let result) = standings[index] { return entries[index] == nil && result != .synchronized }
            return false
        }
        guard !onlyFailed else { return problems + planned }
        let underWay = steps.keys.sorted()
        let elsewhere = plan.items.indices.filter { standings[$0] == .underWay && steps[$0] == nil }
        let waiting = plan.items.indices.filter { standings[$0] == .waiting }
        let done = recent.filter { standings[$0] == .ended(.synchronized) }
        return underWay + elsewhere + problems + done + waiting + planned
    }
}
