package import Accounts

/// The port to a sender's own small journal, on its machine: what it was about to send, and what came back.
///
/// The store is the promise; this is for a store that has lost its last commits, after a failover or a restored backup.
package protocol SendersJournal: Sendable {
    /// Writes down, durably, what is about to be sent to which vendor (`ProvisioningSystem.claimKey`); if it throws, nothing
    /// may be sent.
    func begin(_ intent: Intent, at vendor: String) async throws(StoreFailure)

    /// Writes down what came back; anything of it that is lost counts as in doubt.
    func end(_ attempt: AttemptID, _ outcome: Outcome) async

    func reading() async throws(StoreFailure) -> SendersReading

    /// The last sends, about so many, for a look at each opening.
    func latest(_ count: Int) async throws(StoreFailure) -> [KeptSend]

    /// The home (`HomeReading.mark`) at which everything was offered last; nil before the first time.
    func mark() async throws(StoreFailure) -> String?

    func keep(mark: String) async throws(StoreFailure)
}

/// A send as a sender's journal has it.
package struct KeptSend: Hashable, Sendable {
    package var intent: Intent
    /// The claim key of the system to which it went: a copy of the book may have another vendor under the same name.
    package var vendor: String
    /// Nil if the process ended before it could be written down.
    package var outcome: Outcome?

    package init(intent: Intent, vendor: String, outcome: Outcome? = nil) {
        (self.intent, self.vendor, self.outcome) = (intent, vendor, outcome)
    }

    /// Whether the vendor has certainly created nothing.
    var isWithoutEffect: Bool {
        switch outcome {
        case .refused, .notSent: true
        case .created, .inDoubt, nil: false
        }
    }
}

/// All that a sender's journal has.
package struct SendersReading: Hashable, Sendable {
    /// Oldest first.
    package var sends: [KeptSend] = []
    /// The lines that are torn or damaged; no request went out after one that was torn while it was written.
    package var damagedLines = 0

    package init() {}
}
