import Foundation

/// The header `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
struct RetryAfter {
    let duration: Duration

    /// Reads the header; one that cannot be read counts as none.
    init?(_ text: String) {
        if let seconds = Int(text), seconds >= 0 {
            duration = .seconds(min(seconds, 86_400))
        } else if let date = Self.formatter.date(from: text) {
            duration = .seconds(max(0, date.timeIntervalSinceNow.rounded(.up)))
        } else {
            return nil
        }
    }

    private static var formatter: DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return formatter
    }
}
