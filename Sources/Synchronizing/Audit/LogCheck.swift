package import Accounts

/// Goes over a log from its beginning, and stops at the first line that is not as it was written.
package struct LogCheck: Hashable, Sendable {
    /// What is wrong.
    package enum Fault: Hashable, Sendable {
        /// The line does not follow from those before it: it or one of them was changed, inserted or removed.
        case broken(Int64)
        /// The log ends before a line that was seen.
        case cut(seen: LogHead)
        /// All hashes are right, but not those that were seen: the log was written anew.
        case rewritten(seen: LogHead)
    }

    package private(set) var count = 0
    package private(set) var head: LogHead?
    package private(set) var fault: Fault?
    private var previous: String
    private var isSealed = true
    private let seen: LogHead?

    /// `seen` is a head that the log once had.
    package init(_ workspace: WorkspaceID, seen: LogHead? = nil) {
        previous = LogChain.start(of: workspace)
        self.seen = seen
    }

    package mutating func take(_ line: LogChain.Line) {
        guard fault == nil else { return }
        // An earlier version wrote it; the next line seals it.
        if line.hash.isEmpty { isSealed = false }
        guard !line.hash.isEmpty else { return }
        guard isSealed, LogChain.hash(line.number, line.parts, after: previous) == line.hash else {
            fault = .broken(line.number)
            return
        }
        if let seen, head.map({ $0.number < seen.number }) ?? true, line.number >= seen.number,
            LogHead(line) != seen
        {
            fault = .rewritten(seen: seen)
        }
        count += 1
        previous = line.hash
        head = LogHead(line)
    }

    package mutating func end() {
        guard fault == nil, let seen, head.map({ $0.number < seen.number }) ?? true else { return }
        fault = .cut(seen: seen)
    }
}

extension AuditReader {
    /// Goes over the whole log, and compares it with a head that somebody saw.
    package func check(seen: LogHead? = nil) async throws(StoreFailure) -> LogCheck {
        var check = LogCheck(try await workspace(), seen: seen)
        var last: Int64 = 0
        while check.fault == nil {
            let lines = try await logLines(after: last, most: 1_000)
            guard let end = lines.last else { break }
            for line in lines { check.take(line) }
            last = end.number
        }
        check.end()
        return check
    }

    /// Whether the log still has a line that was seen as its last; only that line is read.
    package func contains(_ seen: LogHead) async throws(StoreFailure) -> LogCheck.Fault? {
        guard let head = try await logHead(at: seen.number) else { return .cut(seen: seen) }
        return head == seen ? nil : .rewritten(seen: seen)
    }
}
