package import FoundationEssentials

/// A point in time on two clocks: the wall's, which people set, and the time since boot, which nobody can.
package struct Moment: Hashable, Sendable, Codable {
    /// The wall clock.
    package var wall: Date
    /// The time since boot, sleep included.
    package var uptime: Duration
    /// Which boot that was.
    package var boot: String

    package init(wall: Date, uptime: Duration, boot: String) {
        self.wall = wall
        self.uptime = uptime
        self.boot = boot
    }

    /// The moment that lies later by some time.
    package static func + (moment: Moment, time: Duration) -> Moment {
        Moment(wall: moment.wall.addingTimeInterval(time.seconds), uptime: moment.uptime + time, boot: moment.boot)
    }

    /// How long ago an earlier moment was; nil where the clocks do not agree, after a reboot or a jump of the wall clock.
    package func since(_ earlier: Moment) -> Duration? {
        guard boot == earlier.boot else { return nil }
        let byUptime = uptime - earlier.uptime
        let byWall = wall.timeIntervalSince(earlier.wall)
        guard abs(byUptime.seconds - byWall) <= Self.tolerance else { return nil }
        return byUptime
    }

    /// Whether it is less than some time after an earlier moment; not known to be where the clocks do not agree.
    package func isLess(than time: Duration, after earlier: Moment) -> Bool {
        since(earlier).map { $0 < time } ?? false
    }

    /// Whether it is somebody's turn again: at least some time after the last ones, as far as the clocks agree.
    package func isTurn(after gap: Duration, since last: [Moment?]) -> Bool {
        !last.contains { $0.map { isLess(than: gap, after: $0) } ?? false }
    }

    /// By how many seconds the clocks may drift apart without being called a jump.
    private static let tolerance = 5.0
}

extension Duration {
    /// The duration in seconds.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
