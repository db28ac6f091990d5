package import Accounts

/// What is written down, durably, before the first byte of a request: what is asked, from which basis, and until when.
package struct Intent: Hashable, Sendable {
    /// How the attempt obtains the claim.
    package enum Claim: String, Hashable, Sendable, Codable {
        /// The claim is free and is taken.
        case first
        /// This submission holds it already, after a send that did not reach the vendor.
        case held
        /// The account is in doubt and is sent again, in the next generation.
        case sendAgain = "send again"
    }

    /// What the request was made from; if any of it has changed, nothing is sent.
    package struct Basis: Hashable, Sendable {
        package var account: Int
        /// The revision of the system's registration.
        package var system: Int
        package var definitions: Int
        /// The generation of the link; 0 if there is none.
        package var generation: Int

        package init(account: Int, system: Int, definitions: Int, generation: Int) {
            self.account = account
            self.system = system
            self.definitions = definitions
            self.generation = generation
        }

        package init(_ situation: Situation) {
            account = situation.account.revision
            system = situation.system.revision
            definitions = situation.definitions.revision
            generation = situation.link?.generation ?? 0
        }
    }

    /// The attempt; every send has a new one.
    package var attempt: AttemptID
    package var account: AccountID
    package var system: SystemName
    package var claim: Claim
    package var basis: Basis
    /// The parent in the request; its link must be synchronized under exactly this id.
    package var parent: SyncRequest.Parent?
    /// The email that the vendor would use, folded; no other account may hold it on this system.
    package var email: String
    /// The values, without those of Mask fields.
    package var options: [FieldID: String]
    /// The account's own values as they were sent (`Account.traits`); nil if an earlier version sent it.
    package var traits: [String: String]?
    package var begun: Moment
    /// No byte may be sent after this moment.
    package var deadline: Moment
    /// The operator in whose name it is sent.
    package var by: String

    package init(
        attempt: AttemptID,
        account: AccountID,
        system: SystemName,
        claim: Claim,
        basis: Basis,
        parent: SyncRequest.Parent?,
        email: String,
        options: [FieldID: String],
        traits: [String: String]? = nil,
        begun: Moment,
        deadline: Moment,
        by: String
    ) {
        self.attempt = attempt
        self.account = account
        self.system = system
        self.claim = claim
        self.basis = basis
        self.parent = parent
        self.email = email
        self.options = options
        self.traits = traits
        self.begun = begun
        self.deadline = deadline
        self.by = by
    }
}

package enum IntentVerdict: Hashable, Sendable {
    /// It is on the disk; the link is *sending*.
    case committed(Link)
    /// What it was made from has changed; nothing was written.
    case changed([Change])
    /// The claim is not free; nothing was written. The link may be of another system of the same vendor.
    case claimed(Link)
}

/// Something that changed between the form and the send.
package enum Change: Hashable, Sendable {
    /// The account's own data.
    case account
    case accountGone
    /// The parent's link is not synchronized under that id.
    case parent
    /// The system's registration has changed, or the system is gone, paused or disabled.
    case system
    case definitions
    /// What is known about the account on the system.
    case link
    /// Another account now holds the email on this system.
    case emailTaken(by: AccountCode)
}
