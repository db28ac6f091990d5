/// A time as the BSS writes it, compared only with other times of the same BSS: it says nothing of a zone.
package struct Stamp: Hashable, Comparable, Sendable, Codable {
    /// Nanoseconds since 1970, as if the text were in UTC.
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Reads `yyyy-MM-dd`, optionally followed by a time with any number of digits after the second, and by a zone;
    /// nil for anything else.
    package init?(_ text: String) {
        var rest = Scanner(text.trimmed.utf8)
        guard let year = rest.number(4), rest.skip("-"), let month = rest.number(2), rest.skip("-"),
            let day = rest.number(2), (1678...2261).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = Self.days(year, month, day) * 86_400
        var fraction: Int64 = 0
        if rest.skip("T") || rest.skip("t") || rest.skip(" ") {
            guard let hour = rest.number(2), rest.skip(":"), let minute = rest.number(2), hour < 24, minute < 60 else {
                return nil
            }
            seconds += hour * 3_600 + minute * 60
            if rest.skip(":") {
                guard let second = rest.number(2), second <= 60 else { return nil }
                seconds += second
                if rest.skip(".") || rest.skip(",") {
                    guard let digits = rest.nanoseconds() else { return nil }
                    fraction = digits
                }
            }
            guard let offset = rest.zone() else { return nil }
            seconds -= offset
        }
        guard rest.isAtEnd else { return nil }
        nanoseconds = seconds * 1_000_000_000 + fraction
    }

    /// The stamp a day earlier.
    package var dayBefore: Stamp { Stamp(nanoseconds: nanoseconds - Self.day) }

    /// The beginning of its day.
    package var midnight: Stamp {
        let remainder = nanoseconds % Self.day
        return Stamp(nanoseconds: nanoseconds - (remainder < 0 ? remainder + Self.day : remainder))
    }

    private static let day: Int64 = 86_400_000_000_000

    /// The calendar day, as `yyyy-MM-dd`.
    package var date: String {
        let (year, month, day) = Self.civil(midnight.nanoseconds / Self.day)
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// The days from 1970-01-01 to a date (Howard Hinnant, chrono-compatible low-level date algorithms).
    static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day that is so many days from 1970-01-01, by the same source.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Reads a text from its beginning.
    private struct Scanner {
        private var rest: ArraySlice<UInt8>

        init(_ text: String.UTF8View) { rest = Array(text)[...] }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skip(_ sign: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: sign) else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// A number with so many digits.
        mutating func number(_ count: Int) -> Int64? {
            let digits = rest.prefix(count)
            guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
            rest = rest.dropFirst(count)
            return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }

        /// The digits after the second; those beyond the ninth do not count.
        mutating func nanoseconds() -> Int64? {
            let digits = rest.prefix(while: \.isDigit)
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            let nine = Array(digits.prefix(9))
            return (0..<9).reduce(0) { $0 * 10 + ($1 < nine.count ? Int64(nine[$1] - 0x30) : 0) }
        }

        /// The seconds ahead of UTC; 0 if there is no zone, nil if it cannot be read.
        mutating func zone() -> Int64? {
            if isAtEnd || skip("Z") || skip("z") { return 0 }
            let isBehind = rest.first == UInt8(ascii: "-")
            guard skip("+") || skip("-"), let hours = number(2) else { return nil }
            _ = skip(":")
            guard let minutes = isAtEnd ? 0 : number(2) else { return nil }
            return (hours * 3_600 + minutes * 60) * (isBehind ? -1 : 1)
        }
    }
}
