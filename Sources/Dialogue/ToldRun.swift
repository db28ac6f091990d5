import Accounts
import FoundationEssentials
import Synchronization
import Synchronizing
import Telling

/// A run as it is said: what goes wrong at once, how far it is from time to time.
final class ToldRun: Sendable {
    private struct State {
        var story: RunStory
        var said = Date()
    }

    private let state: Mutex<State>
    private let voice: any Voice

    init(_ story: RunStory, _ voice: any Voice) {
        state = Mutex(State(story: story))
        self.voice = voice
    }

    var story: RunStory { state.withLock { $0.story } }

    /// The shortest time between two reports of progress: the reader may be listening.
    private static let pause: TimeInterval = 15

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
            guard state.story.isRunning, now.timeIntervalSince(state.said) >= Self.pause else { return }
            state.said = now
            voice.say(DialogueWords.progress(state.story, at: now))
        }
    }
}
