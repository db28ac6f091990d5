package import Accounts

/// Why the state of an account, or a value of its form, is as it is: a chain of facts, and what would alter it.
package struct Explanation: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// The Provisioning Sync Status.
        case state(SyncState)
        /// What the form is filled in with as the parent.
        case parent(Account?)
        /// What the form is filled in with for a field.
        case field(FormField)
    }

    package let account: Account
    package let system: SystemName
    package let subject: Subject
    /// The one that decides comes first.
    package let facts: [Fact]
    package let change: SmallestChange
}
