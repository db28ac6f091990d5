import Accounts
import FoundationEssentials
import Synchronization
import Synchronizing
import Telling

/// A run as it is said: what goes wrong and what it waits for at once, how far it is from time to time.
final class ToldRun: Sendable {
    private struct State {
        var story: RunStory
        var waits = ToldWaits()
    }

    private let state: Mutex<State>
    private let voice: any Voice
    /// The reader may be listening, so progress is seldom reported.
    private let cadence = Cadence(every: .seconds(15), after: .seconds(15))

    init(_ story: RunStory, _ voice: any Voice) {
        state = Mutex(State(story: story))
        self.voice = voice
    }

    var story: RunStory { state.withLock { $0.story } }

    /// Takes what a run reports; `note` is told which account has got how far.
    func take(_ report: RunReport, of items: [Plan.Item], _ note: (AccountCode, Submission.Stage?) -> Void) {
        switch report {
        case .progressed(let index, let stage): note(items[index].code, stage)
        case .ended(let index, _, _): note(items[index].code, nil)
        default: break
        }
        let now = Date()
        state.withLock { state in
            state.story.take(report, at: now)
            if case .ended(let index, let result, _) = report, result != .synchronized,
                let entry = state.story.entries[index]
            {
                voice.say(DialogueWords.ended(state.story.plan.items[index], entry))
            }
            switch report {
            case .holding(let duration): voice.say(Phrases.holding(state.story.plan.system, for: duration))
            case .resumed: voice.say(Phrases.resuming(state.story.plan.system))
            default: break
            }
            if let wait = state.waits.sentence(state.story, at: now) {
                voice.say(wait)
                _ = cadence.isDue(isForced: true)
            } else if cadence.isDue(), let progress = DialogueWords.progress(state.story, at: now) {
                voice.say(progress)
            }
        }
    }
}
