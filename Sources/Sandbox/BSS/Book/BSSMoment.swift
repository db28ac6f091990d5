import FoundationEssentials

/// A moment as the BSS tells it, in milliseconds since 1970 and in no zone.
package struct BSSMoment: RawRepresentable, Codable, Hashable, Comparable, Sendable {
    package var rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// The beginning of a day.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        // Days since 1970 in the civil calendar, with years that begin in March (Hinnant, chrono-compatible algorithms).
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        rawValue = (era * 146_097 + dayOfEra - 719_468) * Self.day
    }

    /// The beginning of the day that a text names as `yyyy-MM-dd`.
    init?(day text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
        else { return nil }
        self.init(year, month, day)
        // A day that the month does not have is a day of the next one.
        guard self.text.hasPrefix(text) else { return nil }
    }

    static var now: BSSMoment { BSSMoment(rawValue: Int(Date().timeIntervalSince1970 * 1000)) }

    package static let day = 86_400_000

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package static func + (moment: Self, milliseconds: Int) -> BSSMoment {
        BSSMoment(rawValue: moment.rawValue + milliseconds)
    }

    /// Such as `2026-11-03T14:05:09.123`.
    var text: String {
        let days = Int((Double(rawValue) / Double(Self.day)).rounded(.down))
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let time = rawValue - days * Self.day
        let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
        return [
            Self.digits(year, 4), "-", Self.digits(month < 10 ? month + 3 : month - 9, 2), "-",
            Self.digits(dayOfYear - (153 * month + 2) / 5 + 1, 2), "T", Self.digits(time / 3_600_000, 2), ":",
            Self.digits(time / 60_000 % 60, 2), ":", Self.digits(time / 1_000 % 60, 2), ".",
            Self.digits(time % 1_000, 3),
        ]
        .joined()
    }

    private static func digits(_ number: Int, _ width: Int) -> String { String(number).zeroPadded(to: width) }
}
