/// The results of a run.
package struct Report: Sendable {
    /// The seed, which replays the run.
    package var seed: UInt64
    /// How many faults were injected.
    package var faults = 0
    package var turns = 0
    package var requests = 0
    package var creates = 0
    /// The first violation, if there was one.
    package var violation: Violation?
    /// What happened, line by line, if a trace was asked for.
    package var trace: [String] = []
}

/// A broken rule.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// An invariant's number as in the documentation, or a word.
    package var rule: String
    package var detail: String

    package var description: String { "\(rule): \(detail)" }
}
