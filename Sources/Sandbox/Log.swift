import FoundationEssentials

/// A log line: a request that arrived.
struct Call: Encodable, Sendable {
    var at = Date().stamp
    var method: String
    var path: String
    /// What stands behind the path; only of the BSS, whose lists are asked for by it.
    var query: String?
    var endpoint: String
    var trackID: String?
    var body: String
}

/// A log line: an account that was really created or deleted, whatever became of the answer.
struct Execution: Encodable, Sendable {
    var at = Date().stamp
    var executed: String
    var id: String
    var platformID: String
    var trackID: String?
}

extension Date {
    /// ISO 8601 with milliseconds.
    fileprivate var stamp: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
