package import FoundationEssentials

/// A point in time on two clocks: the wall clock, which people can set, and the time since boot, which nobody can.
package struct Moment: Hashable, Sendable, Codable {
    package var wall: Date
    /// The time since boot, including sleep.
    package var uptime: Duration
    /// The id of that boot.
    package var boot: String

    package init(wall: Date, uptime: Duration, boot: String) {
        self.wall = wall
        self.uptime = uptime
        self.boot = boot
    }

    /// The moment that is later by the given time.
    package static func + (moment: Moment, time: Duration) -> Moment {
        Moment(wall: moment.wall.addingTimeInterval(time.seconds), uptime: moment.uptime + time, boot: moment.boot)
    }

    /// The time since an earlier moment; nil if the clocks disagree, after a reboot or a jump of the wall clock.
    package func since(_ earlier: Moment) -> Duration? {
        guard boot == earlier.boot else { return nil }
        let byUptime = uptime - earlier.uptime
        let byWall = wall.timeIntervalSince(earlier.wall)
        guard abs(byUptime.seconds - byWall) <= Self.tolerance else { return nil }
        return byUptime
    }

    /// Whether less than the given time has passed since an earlier moment; false if the clocks disagree.
    package func isLess(than time: Duration, after earlier: Moment) -> Bool {
        since(earlier).map { $0 < time } ?? false
    }

    /// Whether it is somebody's turn again: the gap since each last turn has passed, as far as the clocks agree.
    package func isTurn(after gap: Duration, since last: [Moment?]) -> Bool {
        !last.contains { $0.map { isLess(than: gap, after: $0) } ?? false }
    }

    /// How far the clocks may drift apart, in seconds, before it counts as a jump.
    private static let tolerance = 5.0
}

extension Duration {
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
