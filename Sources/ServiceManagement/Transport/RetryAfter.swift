import Accounts
import Foundation

/// The header `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
struct RetryAfter {
    /// What is longer counts as this long.
    private static let longest = 86_400

    let duration: Duration

    /// Reads the header; one that cannot be read counts as none.
    ///
    /// A fraction of a second, which the standard does not know, is a whole one.
    init?(_ text: String, now: Date = Date()) {
        let text = text.trimmed
        if let seconds = Self.seconds(text) {
            duration = .seconds(seconds)
        } else if let date = Self.date(text) {
            let seconds = date.timeIntervalSince(now).rounded(.up)
            duration = .seconds(Int(min(max(0, seconds), Double(Self.longest))))
        } else {
            return nil
        }
    }

    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        // More digits than an integer has are a very long time.
        let whole = min(Int(parts[0]) ?? longest, longest)
        let hasFraction = parts.count > 1 && parts[1].contains { $0 != "0" }
        return min(whole + (hasFraction ? 1 : 0), longest)
    }

    /// A date in any of the three forms that the standard knows.
    private static func date(_ text: String) -> Date? {
        // Dates are ASCII; Foundation's reader ends the process where a mark follows what it reads.
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        for form in ["EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy"] {
            formatter.dateFormat = form
            if let date = formatter.date(from: text) { return date }
        }
        return nil
    }
}
