/// How a run ended for the account; after a timeout that is unknown, never failed.
package enum RunOutcome: String, Sendable, Codable {
    case ok
    case failed
    /// Nobody can tell yet.
    case unknown
}

/// The sum of some runs.
package struct Tally: Sendable, Codable, Hashable {
    package var runs = 0
    package var ok = 0
    /// How many left something that was certainly not done.
    package var failed = 0
    /// How many left something unknown.
    package var unknown = 0
    package var violations: [Violation] = []

    package init() {}

    package mutating func count(_ outcome: RunOutcome, _ violations: [Violation]) {
        runs += 1
        switch outcome {
        case .ok: ok += 1
        case .failed: failed += 1
        case .unknown: unknown += 1
        }
        self.violations += violations
    }

    package static func += (sum: inout Tally, other: Tally) {
        sum.runs += other.runs
        sum.ok += other.ok
        sum.failed += other.failed
        sum.unknown += other.unknown
        sum.violations += other.violations
    }
}
