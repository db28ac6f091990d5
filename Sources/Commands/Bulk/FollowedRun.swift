import Foundation
import Synchronization
import Synchronizing
import Telling
import Workspace

/// A bulk run that a command follows: it reports progress, and what is left in doubt if the run is ended at once.
final class FollowedRun: Sendable {
    private let plan: Plan
    private let progress: RunProgress
    private let sends: SendsUnderWay
    private let state: Mutex<RunStory>

    init(_ plan: Plan, progress: RunProgress) {
        self.plan = plan
        self.progress = progress
        sends = SendsUnderWay(on: plan.system, idle: Phrases.nothingInDoubt)
        state = Mutex(RunStory(plan, at: Date()))
        // The engine tells while it has accounts of the run.
        StandardError.writeApart()
    }

    var story: RunStory { state.withLock { $0 } }

    func take(_ report: RunReport) {
        let now = Date()
        // Inside the lock, since a copy of the story would copy all of its results.
        state.withLock { story in
            story.take(report, at: now)
            tell(report, story, at: now)
        }
    }

    private func tell(_ report: RunReport, _ story: RunStory, at now: Date) {
        switch report {
        case .started, .awaitsTurn: progress.draw(story, at: now, isForced: true)
        case .entered, .began, .unread, .elsewhere, .freed: break
        case .progressed(let index, let stage):
            sends.note(plan.items[index].code, stage)
            if case .waiting(let duration, let isVendorsWish) = stage {
                progress.waits(index, for: duration, isVendorsWish: isVendorsWish, story, at: now)
            }
        case .recorded(let records): for index in records.keys.sorted() { progress.ended(index, story, at: now) }
        case .ended(let index, _, _):
            sends.ended(plan.items[index].code)
            progress.ended(index, story, at: now)
        case .holding(let duration): Output.message(Phrases.holding(plan.system, for: duration))
        case .resumed: Output.message(Phrases.resuming(plan.system))
        case .finished, .left: progress.end()
        }
        progress.rests(story, at: now)
    }

    /// What the first request to end presses; the second one ends the process at once.
    func stopping() -> RunStop {
        let stop = RunStop()
        EndRequests.answer { [self] signal, isFirst in
            guard isFirst else { end(signal) }
            let reply = sends.stopping(signal)
            stop.press()
            return reply
        }
        return stop
    }

    /// Waits after the run until everything is written down and told; returns how many outcomes are not.
    func settle(in opened: Workspace) async -> Int {
        let left = await opened.synchronizer.settleLeftovers(within: Synchronizer.patience)
        if left > 0 { Output.message(Phrases.unrecorded(left)) }
        StandardError.settle()
        return left
    }

    private func end(_ signal: EndSignal) -> Never {
        progress.end()
        let story = story
        sends.end(signal) { underWay in
            Phrases.endedAtOnce(story, notBegun: max(story.openCount - underWay, 0))
        }
    }
}
