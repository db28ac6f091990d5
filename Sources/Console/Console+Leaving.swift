import Synchronizing
import Workspace

/// Leaving, and what is said by itself.
extension Console {
    /// The first time waits for what is being sent; the second ends at once, and that is then in doubt.
    mutating func quit() {
        if !isBusy || leaving != nil {
            isFinished = true
        } else {
            leaving = Leaving()
            stopRun()
        }
    }

    /// What asking by itself came to: told only if it is news.
    mutating func tellProbe(_ open: OpenCase, _ resolved: Resolved) {
        switch resolved {
        case .adopted, .conflict: say(Notice(resolved, of: open))
        case .stillInDoubt(_, .sendAgain, _), .stillInDoubt(_, .sendAgainUnproved, _):
            say(Notice(resolved, of: open), isShown: false)
        case .stillInDoubt, .moved: break
        }
    }
}
