package import Accounts

/// What is written down, durably, before the first byte of a request: what will be asked, from what it was made, until when.
package struct Intent: Hashable, Sendable {
    /// How the claim on the account is come by.
    package enum Claim: String, Hashable, Sendable, Codable {
        /// It is free and is taken.
        case first
        /// This run holds it already, after a send that did not reach the vendor.
        case held
        /// The account is in doubt, and the operator confirmed to send again: the next generation.
        case sendAgain = "send again"
    }

    /// What the request was made from; if any of it is different now, nothing is sent.
    package struct Basis: Hashable, Sendable {
        /// The revision of the account.
        package var account: Int
        /// The revision of the system's registration.
        package var system: Int
        /// The revision of the definitions.
        package var definitions: Int
        /// The generation of the link; 0 where there is none.
        package var generation: Int

        package init(account: Int, system: Int, definitions: Int, generation: Int) {
            self.account = account
            self.system = system
            self.definitions = definitions
            self.generation = generation
        }

        /// The basis of a request that is made from a situation.
        package init(_ situation: Situation) {
            account = situation.account.revision
            system = situation.system.revision
            definitions = situation.definitions.revision
            generation = situation.link?.generation ?? 0
        }
    }

    /// The attempt; new for every send.
    package var attempt: AttemptID
    package var account: AccountID
    package var system: SystemName
    /// How the claim is come by.
    package var claim: Claim
    /// What the request was made from.
    package var basis: Basis
    /// The parent in the request; its link must be synchronized under exactly this id.
    package var parent: SyncRequest.Parent?
    /// The email that the vendor would use, folded; no other account may hold it on this system.
    package var email: String
    /// The values, without those of Mask fields.
    package var options: [FieldID: String]
    /// When it was made.
    package var begun: Moment
    /// After this moment no byte may be sent any more.
    package var deadline: Moment
    /// Who wants it.
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
        self.begun = begun
        self.deadline = deadline
        self.by = by
    }
}

/// What became of an intent.
package enum IntentVerdict: Hashable, Sendable {
    /// It is on the disk; the link is *sending*.
    case committed(Link)
    /// What it was made from is different now; nothing was written.
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
    /// The system's registration, or it is gone, paused or disabled.
    case system
    /// The fields that the vendor asks for.
    case definitions
    /// What is known of the account on the system.
    case link
    /// Another account holds the email on this system now.
    case emailTaken(by: AccountCode)
}
