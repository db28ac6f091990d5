package import Accounts

/// An answer of the exists call about an account in doubt.
package struct Probe: Hashable, Sendable {
    /// What exists said.
    package enum Answer: String, Hashable, Sendable, Codable {
        /// Not there.
        case absent
        /// There.
        case present
        /// Nothing that could be used.
        case unclear
    }

    /// What exists said.
    package var finding: Answer
    /// When.
    package var at: Moment
    /// What was said in full.
    package var reason: Reason?

    package init(_ finding: Answer, at moment: Moment, reason: Reason? = nil) {
        self.finding = finding
        self.at = moment
        self.reason = reason
    }
}
