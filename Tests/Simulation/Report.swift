/// What a run came to.
public struct Report: Sendable {
    /// The seed, by which it can be run again.
    public var seed: UInt64
    /// How many things went wrong by intention.
    public var faults = 0
    /// How many steps the processes took.
    public var turns = 0
    /// How many synchronize requests reached the vendor.
    public var requests = 0
    /// How many accounts the vendor made.
    public var creates = 0
    /// Which rule was broken first, and how; nil if none was.
    public var violation: Violation?
    /// What happened, line by line; only if it was asked for.
    public var trace: [String] = []
}

/// A broken rule.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// The rule: an invariant's number as in the documentation, or a word.
    public var rule: String
    /// What happened.
    public var detail: String

    /// Both, for a person.
    public var description: String { "\(rule): \(detail)" }
}
