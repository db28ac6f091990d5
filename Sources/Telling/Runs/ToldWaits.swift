package import FoundationEssentials

/// The waits of a run as they are told where nothing shows how long each still is: once, and only the longer ones.
package struct ToldWaits: Sendable {
    /// When the wait that was told last is over.
    private var end = Date.distantPast

    /// A wait is told if it, or what it adds to the one before, is longer than this.
    private static let shortest: TimeInterval = 5

    package init() {}

    /// Says why nothing goes on in a run, and for how long; nil if something does, or if that was told.
    package mutating func sentence(_ story: RunStory, at now: Date) -> String? {
        guard let wait = story.standstill(at: now), wait.end > max(now, end).addingTimeInterval(Self.shortest) else {
            return nil
        }
        end = wait.end
        return Phrases.standstill(wait.words)
    }
}
