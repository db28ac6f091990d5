package import Invariants

/// What a run came to.
package struct Report: Sendable {
    /// The seed, by which it can be run again.
    package var seed: UInt64
    /// How many things went wrong by intention.
    package var faults = 0
    /// How many steps the processes took.
    package var turns = 0
    /// How many synchronize requests reached the vendor.
    package var requests = 0
    /// How many accounts the vendor made.
    package var creates = 0
    /// Which rule was broken first, and how; nil if none was.
    package var violation: Violation?
    /// What happened, line by line; only if it was asked for.
    package var trace: [String] = []
}
