package import FoundationEssentials

/// Times as a person reads them: one form, and what is left of it where there is less room or less to say.
///
/// They are in the zone of whoever reads them. For programs times are ISO 8601 in UTC, as `Output` writes them in JSON.
extension Date {
    /// Date and time, such as `2026-11-02 12:03:11`.
    package var stamp: String {
        guard self > .distantPast else { return "" }
        return addingTimeInterval(Double(ShownZone.offset(at: self).seconds))
            .formatted(
                .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)
            )
    }

    /// Date and time to the minute.
    package var shortStamp: String { String(stamp.prefix(16)) }

    /// The date.
    package var day: String { String(stamp.prefix(10)) }

    /// The time of day.
    ///
    /// It is computed, since a console shows it with every frame.
    package var time: String {
        let seconds = (Int(timeIntervalSince1970.rounded(.down)) + ShownZone.offset(at: self).seconds) % 86_400
        return ((seconds + 86_400) % 86_400).timeOfDay
    }

    /// The time of day, and the zone.
    package var zonedTime: String { "\(time) \(ShownZone.offset(at: self).name)" }

    /// The time of day in minutes, with the date if it is not today.
    package func moment(at now: Date) -> String { day == now.day ? String(shortStamp.suffix(5)) : shortStamp }

    /// How long ago it was: seconds, then minutes; the time of day if it was longer ago than an hour.
    package func ago(at now: Date) -> String {
        let seconds = Int(max(now.timeIntervalSince(self), 0))
        return switch seconds {
        case 0: "a moment ago"
        case 1..<60: "\(seconds) s ago"
        case 60..<3600: "\(seconds / 60) min ago"
        default: moment(at: now)
        }
    }

    /// Whole seconds until then, rounded up; nil once it is over.
    package func secondsLeft(at now: Date) -> Int? {
        self > now ? Int(timeIntervalSince(now).rounded(.up)) : nil
    }
}
