package import Invariants

/// How a run ended for the account: what timed out is unknown, never failed.
package enum RunOutcome: String, Sendable, Codable {
    /// Synchronized.
    case ok
    /// Certainly not done.
    case failed
    /// Nobody can say yet.
    case unknown
}

/// The sum of some runs.
package struct Tally: Sendable, Codable, Hashable {
    /// How many there were.
    package var runs = 0
    /// How many left everything synchronized.
    package var ok = 0
    /// How many left something that is certainly not done.
    package var failed = 0
    /// How many left something of which nobody can say yet.
    package var unknown = 0
    /// What was broken.
    package var violations: [Violation] = []

    /// An empty one.
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

    /// Adds another sum.
    package static func += (sum: inout Tally, other: Tally) {
        sum.runs += other.runs
        sum.ok += other.ok
        sum.failed += other.failed
        sum.unknown += other.unknown
        sum.violations += other.violations
    }
}
