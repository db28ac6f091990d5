import Foundation
import Synchronization

/// The status line of a command that takes long: shown on a terminal from one second on, ten times a second at most.
final class ProgressLine: Sendable {
    private let begun = ContinuousClock.now
    private let isShown: Bool
    private let next = Mutex(ContinuousClock.now + .seconds(1))

    init(isShown: Bool = true) { self.isShown = isShown && StandardError.hasStatus }

    /// Shows what `text` makes of the time that has passed.
    func show(_ text: (Duration) -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = next.withLock { next in
            guard now >= next else { return false }
            next = now + .milliseconds(100)
            return true
        }
        if isDue { StandardError.show(text(now - begun)) }
    }

    func end() { if isShown { StandardError.show("") } }
}
