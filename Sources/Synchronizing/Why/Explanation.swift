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
        /// That nothing is sent to the system.
        case pause(Reason)
    }

    /// nil if it is about the system alone.
    package let account: Account?
    package let system: SystemName
    package let subject: Subject
    /// The one that decides comes first.
    package let facts: [Fact]
    package let change: SmallestChange
    /// The values of the last request that have to be given again, by label.
    package var repeated: [Setting] = []
}

extension Explanation {
    /// Explains a pause; `refusal` is the last request that was refused for the same reason.
    init(_ pause: Reason, of system: SystemName, _ refusal: (entry: LogEntry, account: Account)?) {
        self.init(
            account: nil,
            system: system,
            subject: .pause(pause),
            facts: Fact.facts(of: pause, refusal),
            change: .liftPause(pause)
        )
    }
}
