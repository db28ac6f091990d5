import FoundationEssentials
import Telling

/// Every message with its time; toasts come and go, the log stays.
struct MessageLog: Sendable {
    struct Entry: Sendable {
        var at: Date
        var notice: Notice
    }

    private(set) var entries: [Entry] = []

    mutating func add(_ notice: Notice, at date: Date) {
        entries.append(Entry(at: date, notice: notice))
    }
}
