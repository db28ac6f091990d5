package import Accounts
package import FoundationEssentials
package import Synchronizing

/// A bulk run as it is shown: where each account stands, how it ended, and how fast the run goes.
///
/// The current time is always passed in.
package struct RunStory: Sendable {
    package struct Entry: Sendable {
        package let result: BulkRun.Result
        package let notice: Notice
        /// Why the account is not synchronized, in a few words.
        package let reason: String
        package let externalID: ExternalID?
        package let hasPassword: Bool
        package let at: Date
        /// In whose name it was done; nil if here, just now.
        package var by: String?

        /// The result on one line; if something went wrong, everything that is known about it.
        package var words: String {
            result == .synchronized ? notice.headline : ([notice.headline] + notice.details).joined(separator: " ")
        }
    }

    /// How far an account that is under way has got.
    package struct Step: Sendable {
        package var progress: Submission.Stage?
        package var since: Date
        package var tries = 1
        /// When the vendor's turn comes for which it waits, or has come.
        package var turn: Date?
        /// Whether that turn is its own, so that it waits no longer.
        package var hasTurn = false
        /// When it is tried again, if it waits for that.
        package var retry: Retry?

        package struct Retry: Hashable, Sendable {
            package var at: Date
            /// Whether the vendor asked for the wait.
            package var isVendorsWish: Bool
        }

        /// Whether it waits for its turn, or for its next try, so that nothing of it is on its way.
        var isWaiting: Bool { turn != nil || retry != nil }
    }

    package let plan: Plan
    /// Where in the plan the accounts are for which others wait.
    private let parents: [AccountCode: Int]
    /// The run as the book keeps it; nil while it is not known there.
    package internal(set) var run: StoredRun?
    /// When it began, or was approved.
    var begun: Date
    package internal(set) var standings: [BulkRun.Standing]
    /// The accounts that the run is not to send, such as those that did not fail in the run that it tries again.
    private var leftOut: Set<Int> = []
    package internal(set) var entries: [Int: Entry] = [:]
    package internal(set) var steps: [Int: Step] = [:]
    /// The accounts that were sent without having been read again, as they were at some time, if it is known.
    var unread: [Int: Date?] = [:]
    /// The accounts that have ended, the latest first.
    package internal(set) var recent: [Int] = []
    /// The accounts that others have taken and are sending, if that is known; what else they have waits.
    var sent: Set<Int>?
    package private(set) var isHolding = false
    var ending: BulkRun.Ending?
    var ended: Date?
    private(set) var problem: Notice?
    package var isStopping = false
    /// When the pace is counted from, and how many accounts had been worked through by then.
    var since: Date
    var before = 0
    /// Whether this process works on it.
    private(set) var isOurs = false

    package init(_ plan: Plan, at date: Date) {
        self.plan = plan
        let awaited = Set(plan.items.compactMap { if case .waits(let parent) = $0.verdict { parent } else { nil } })
        parents = Dictionary(
            plan.items.enumerated().filter { awaited.contains($0.element.code) }.map { ($0.element.code, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        (begun, since) = (date, date)
        standings = plan.items.map { _ in .waiting }
    }

    /// Its number in the book, once it is known.
    package var id: RunID? { run?.id ?? number }
    private var number: RunID?

    /// The run of which it tries again what failed.
    var retryOf: RunID? { run?.retryOf ?? failing }
    private var failing: RunID?

    package var isRunning: Bool { ended == nil }

    /// Whether an account for which others wait is synchronized by now.
    package func isSynchronized(_ parent: AccountCode) -> Bool {
        parents[parent].map { standings[$0] == .ended(.synchronized) } ?? false
    }

    /// Where an account stands as it is told: what was left out on purpose does not wait, and what others have only taken
    /// does.
    package func told(_ index: Int) -> BulkRun.Standing {
        switch standings[index] {
        case .waiting where leftOut.contains(index): .ended(.leftOut)
        case .underWay where !isOurs && sent?.contains(index) == false: .waiting
        case let standing: standing
        }
    }

    /// The same of all accounts, in the order of the plan.
    package var allTold: [BulkRun.Standing] { standings.indices.map { told($0) } }

    /// The next run of its plan, with what came of the accounts so far; its time is its own, as the book has it.
    ///
    /// `isRetry`: whether that run only tries again what failed in this one.
    package func goingOn(at date: Date, isRetry: Bool = false) -> RunStory {
        var story = RunStory(plan, at: date)
        story.failing = isRetry ? id : nil
        (story.standings, story.entries, story.recent) = (standings, entries, recent)
        story.unread = unread
        return story
    }

    package mutating func take(_ report: RunReport, at date: Date) {
        switch report {
        case .entered(let id): number = id
        case .started(let standings):
            self.standings = standings
            unread = unread.filter { standings[$0.key] != .waiting }
            (since, before, isOurs) = (date, workedCount, true)
            // An account that is tried again has no outcome yet, and one that was synchronized elsewhere another one.
            entries = entries.filter { standings[$0.key] == .ended($0.value.result) }
            recent = recent.filter { entries[$0] != nil }
        case .began(let index):
            standings[index] = .underWay
            steps[index] = Step(since: date)
        case .progressed(let index, let progress):
            steps[index]?.progress = progress
            steps[index]?.turn = nil
            steps[index]?.retry = nil
            if case .waiting(let wait, let isVendorsWish) = progress {
                steps[index]?.tries += 1
                let next = date.addingTimeInterval(wait.seconds)
                steps[index]?.retry = Step.Retry(at: next, isVendorsWish: isVendorsWish)
            }
        case .awaitsTurn(let index, let wait, let isReserved):
            steps[index]?.turn = date.addingTimeInterval(wait.seconds)
            steps[index]?.hasTurn = isReserved
            steps[index]?.retry = nil
        case .unread(let index, let asOf): unread[index] = .some(asOf)
        // What is left out has no outcome of its own, whatever became of its parent.
        case .ended(let index, .skipped, _) where leftOut.contains(index): break
        case .ended(let index, let result, let ended):
            standings[index] = .ended(result)
            steps[index] = nil
            entries[index] = Entry(result, ended, of: plan.items[index], at: date)
            recent.insert(index, at: 0)
        case .holding:
            isHolding = true
            for index in standings.indices where standings[index] == .underWay && steps[index]?.progress == nil {
                standings[index] = .waiting
            }
        case .resumed: isHolding = false
        case .elsewhere(let index):
            standings[index] = .underWay
            steps[index] = nil
        case .freed(let index): standings[index] = .waiting
        case .recorded(let records): take(records)
        case .left: leave(at: date)
        case .finished(let ending): finish(ending, at: date)
        }
    }

    /// What others finished, or what had ended before.
    mutating func take(_ records: [Int: RunRecord]) {
        leftOut.formUnion(records.filter { $0.value.result == .leftOut }.keys)
        let ended = records.filter { $0.value.result != .leftOut && plan.items.indices.contains($0.key) }
        for (index, record) in ended {
            standings[index] = .ended(record.result)
            steps[index] = nil
            entries[index] = Entry(record, of: plan.items[index], on: plan.system)
        }
        // Whoever joins a run is told what had ended before, which may be listed already.
        let known = recent.filter { ended[$0] == nil }
        recent = ended.sorted { ($1.value.at, $0.key) < ($0.value.at, $1.key) }.map(\.key) + known
    }

    /// What the others of a run do is not known any more.
    private mutating func leave(at date: Date) {
        ended = ended ?? date
        problem = .plain(RunWords.leftBehind)
        isOurs = false
        steps = [:]
    }

    package mutating func fail(_ notice: Notice, at date: Date) {
        problem = notice
        finish(.stopped, at: date)
    }

    private mutating func finish(_ ending: BulkRun.Ending, at date: Date) {
        self.ending = ending
        ended = ended ?? date
        steps = [:]
        for index in standings.indices where standings[index] == .underWay { standings[index] = .waiting }
    }
}

extension RunStory.Entry {
    init(_ result: BulkRun.Result, _ ended: RunReport.Ended, of item: Plan.Item, at date: Date) {
        let notice = Notice(ended, result, of: item)
        self.init(
            result: result,
            notice: notice,
            reason: ended.reason ?? notice.details.first ?? notice.headline,
            externalID: ended.externalID,
            hasPassword: ended.conclusion?.password != nil,
            at: date
        )
    }

    /// The entry of an account that is made from its record: another process executed it, or this one did earlier.
    init(_ record: RunRecord, of item: Plan.Item, on system: SystemName) {
        let notice = Notice(record, of: item, on: system)
        self.init(
            result: record.result,
            notice: notice,
            reason: record.reason?.phrase ?? item.verdict.blocking ?? notice.details.first ?? notice.headline,
            externalID: record.externalID,
            hasPassword: false,
            at: record.at,
            by: record.by
        )
    }
}
