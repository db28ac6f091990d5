package import Accounts

/// An exists call about an account in doubt, as it is written down.
package struct Probe: Hashable, Sendable {
    package enum Answer: String, Hashable, Sendable, Codable {
        case absent
        case present
        case unclear
    }

    package var finding: Answer
    package var at: Moment
    package var reason: Reason?

    package init(_ finding: Answer, at moment: Moment, reason: Reason? = nil) {
        self.finding = finding
        self.at = moment
        self.reason = reason
    }
}
