/// A span of time in which something changed, as a filter names it.
package enum ChangeSpan: Hashable, Sendable {
    /// Up to so many seconds ago.
    case last(seconds: Int64)
    /// One day of Universal Time, so many days ago; 0 is today.
    case day(ago: Int64)
    /// From a second since 1970 on, and before another.
    case fixed(from: Int64, before: Int64)

    /// The seconds since 1970 that belong to it, as seen at a moment.
    package func seconds(now: Int64) -> Range<Int64> {
        switch self {
        case .last(let seconds): return now - seconds..<Int64.max
        case .day(let ago):
            let midnight = now - (now % Self.day + Self.day) % Self.day - ago * Self.day
            return midnight..<midnight + Self.day
        case .fixed(let from, let before): return from..<before
        }
    }

    private static let day: Int64 = 86_400

    /// Reads `today`, `yesterday`, an age such as `15m`, `2h`, `3d` or `1w`, or a year, month or day: `2026`,
    /// `2026-11`, `2026-11-25`.
    init?(_ text: String) {
        let text = text.folded.trimmed
        if text == "today" || text == "yesterday" {
            self = .day(ago: text == "today" ? 0 : 1)
        } else if let unit = text.last.flatMap({ Self.units[$0] }), let number = Self.number(text.dropLast()),
            number > 0
        {
            self = .last(seconds: number * unit)
        } else {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.number($0) }
            guard (1...3).contains(parts.count), let year = parts[0], text.prefix(while: { $0 != "-" }).count == 4
            else { return nil }
            let (month, day) = (parts.count > 1 ? parts[1] : 1, parts.count > 2 ? parts[2] : 1)
            guard let month, let day, (1...12).contains(month) else { return nil }
            let from = Stamp.days(year, month, day)
            let next = month == 12 ? Stamp.days(year + 1, 1, 1) : Stamp.days(year, month + 1, 1)
            guard day >= 1, from < next else { return nil }
            let end =
                switch parts.count {
                case 1: Stamp.days(year + 1, 1, 1)
                case 2: next
                default: from + 1
                }
            self = .fixed(from: from * Self.day, before: end * Self.day)
        }
    }

    private static let units: [Character: Int64] = ["m": 60, "h": 3600, "d": day, "w": 7 * day]

    private static func number(_ text: Substring) -> Int64? {
        (1...6).contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit) ? Int64(text) : nil
    }
}
