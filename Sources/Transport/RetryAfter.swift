import Accounts
import Foundation

/// The header `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
struct RetryAfter {
    /// Longer times count as this many seconds, a day.
    private static let longest = 86_400

    let duration: Duration

    /// Reads the header; nil if it cannot be read.
    ///
    /// A fraction of a second, which the standard does not allow, is rounded up to a whole one.
    init?(_ text: String) {
        let text = text.trimmed
        if let seconds = Self.seconds(text) {
            duration = .seconds(seconds)
        } else if let date = Self.date(text) {
            let seconds = date.timeIntervalSinceNow.rounded(.up)
            duration = .seconds(Int(min(max(0, seconds), Double(Self.longest))))
        } else {
            return nil
        }
    }

    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        // A number too large for an integer is a very long time.
        let whole = min(Int(parts[0]) ?? longest, longest)
        let hasFraction = parts.count > 1 && parts[1].contains { $0 != "0" }
        return min(whole + (hasFraction ? 1 : 0), longest)
    }

    /// A date in any of the standard's three formats.
    private static func date(_ text: String) -> Date? {
        // Dates are ASCII; Foundation's parser crashes the process if a mark follows what it reads.
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
