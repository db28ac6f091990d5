import Telling

/// The status line of a command that takes long: shown on a terminal from one second on, ten times a second at most.
final class ProgressLine: Sendable {
    private let begun = ContinuousClock.now
    private let isShown: Bool
    private let cadence = Cadence(every: .milliseconds(100), after: .seconds(1))

    init(isShown: Bool = true) { self.isShown = isShown && StandardError.hasStatus }

    /// Shows what `text` makes of the time that has passed.
    func show(_ text: (Duration) -> String) {
        if isShown, cadence.isDue() { StandardError.show(text(ContinuousClock.now - begun)) }
    }

    func end() { if isShown { StandardError.show("") } }
}
