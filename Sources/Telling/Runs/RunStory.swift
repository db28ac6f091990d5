package import Accounts
package import FoundationEssentials
package import Synchronizing

/// A bulk run as it is told: where each account stands, how it ended, and how fast the run goes.
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
    }

    package let plan: Plan
    let begun: Date
    package private(set) var standings: [BulkRun.Standing]
    package private(set) var entries: [Int: Entry] = [:]
    package private(set) var steps: [Int: Step] = [:]
    /// The accounts that were sent without having been read again, as they were at some time, if it is known.
    private(set) var unread: [Int: Date?] = [:]
    /// The accounts that have ended, the latest first.
    package private(set) var recent: [Int] = []
    package private(set) var isHolding = false
    private(set) var ending: BulkRun.Ending?
    private(set) var ended: Date?
    private(set) var problem: Notice?
    private(set) var spent: TimeInterval = 0
    package var isStopping = false
    /// How many accounts had ended before the run began.
    private(set) var before = 0

    package init(_ plan: Plan, at date: Date) {
        self.plan = plan
        begun = date
        standings = plan.items.map { _ in .waiting }
    }

    package var isRunning: Bool { ended == nil }

    package func goingOn(at date: Date) -> RunStory {
        var story = RunStory(plan, at: date)
        (story.standings, story.entries, story.recent) = (standings, entries, recent)
        story.unread = unread
        story.spent = elapsed(at: date)
        return story
    }

    package mutating func take(_ report: RunReport, at date: Date) {
        switch report {
        case .started(let standings):
            self.standings = standings
            unread = unread.filter { standings[$0.key] != .waiting }
            before = doneCount
            // An account that is tried again has no outcome yet.
            entries = entries.filter { standings[$0.key] != .waiting }
            recent = recent.filter { standings[$0] != .waiting }
        case .began(let index):
            standings[index] = .underWay
            steps[index] = Step(since: date)
        case .progressed(let index, let progress):
            if case .waiting = progress { steps[index]?.tries += 1 }
            steps[index]?.progress = progress
        case .unread(let index, let asOf): unread[index] = .some(asOf)
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
        case .finished(let ending): finish(ending, at: date)
        }
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
}
