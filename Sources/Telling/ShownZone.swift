package import FoundationEssentials
import Synchronization

/// The zone in which times are shown to a person: UTC, unless the program was told another one when it started.
package enum ShownZone {
    /// What a zone makes of a moment.
    package struct Offset: Hashable, Sendable {
        /// How far it is ahead of UTC, in seconds.
        package var seconds: Int
        package var name: String

        package init(seconds: Int, name: String) { (self.seconds, self.name) = (seconds, name) }

        package static let utc = Offset(seconds: 0, name: "UTC")
    }

    /// A function alone in a mutex would be wrapped once more each time that it is looked at.
    private struct Rule: Sendable { let offset: @Sendable (Date) -> Offset }

    private static let rule = Mutex(Rule { _ in .utc })

    package static func use(_ offset: @escaping @Sendable (Date) -> Offset) {
        rule.withLock { $0 = Rule(offset: offset) }
    }

    package static func offset(at date: Date) -> Offset { rule.withLock { $0.offset }(date) }
}
