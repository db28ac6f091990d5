package import Accounts

/// What is asked of an inbox.
package struct InboxQuery: Hashable, Sendable {
    /// Only what is on one system; accounts that are blocked there have no link there, and rows that were not imported
    /// are on none.
    package var system: SystemName?
    /// Only one kind is listed; all are counted.
    package var kind: Inbox.Kind?
    /// How many of a kind are listed at most, those first that have stood longest.
    package var limit: Int

    package init(system: SystemName? = nil, kind: Inbox.Kind? = nil, limit: Int = 500) {
        (self.system, self.kind, self.limit) = (system, kind, limit)
    }
}
