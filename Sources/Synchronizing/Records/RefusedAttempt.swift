package import Accounts
package import FoundationEssentials

/// An attempt that the vendor refused: what was asked, and its words.
package struct RefusedAttempt: Hashable, Sendable {
    package var intent: Intent
    package var reason: Reason?
    package var at: Date

    package init(_ intent: Intent, reason: Reason?, at date: Date) {
        (self.intent, self.reason, self.at) = (intent, reason, date)
    }
}
