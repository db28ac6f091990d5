package import FoundationEssentials

/// What is known of an account on a provisioning system.
package struct Link: Hashable, Sendable {
    /// How a synchronized account came to exist at the vendor.
    package enum Origin: String, Hashable, Sendable, Codable {
        /// Our request created it.
        case created
        /// It was found at the vendor and linked.
        case adopted
    }

    package var account: AccountID
    package var system: SystemName
    /// 1 at first; a second send that may reach the vendor, confirmed or automatic, begins the next generation.
    package var generation: Int
    /// Never `notSynchronized` or `blocked`, which describe the absence of a link.
    package var state: SyncState
    /// The vendor's id: of the linked account if it is synchronized, of the one that was found if it is already at the
    /// vendor.
    package var externalID: ExternalID?
    /// How the account came to exist there; set when it is synchronized.
    package var origin: Origin?
    /// Whether the operator typed the id and the exists call did not confirm it.
    package var isUnconfirmed: Bool
    /// The values as they were sent, by option id, except those of Mask fields.
    package var options: [FieldID: String]
    /// The parent as it was sent.
    package var parent: AccountID?
    /// The attempt that led to this state, if one did.
    package var attempt: AttemptID?
    /// Why the link is in this state; nil if the state says everything.
    package var reason: Reason?
    /// When the link reached this state.
    package var changed: Date
    /// Who put it into this state.
    package var by: String
    /// The order that verified it; only while it is synchronized.
    package var witness: Witness?

    package init(
        account: AccountID,
        system: SystemName,
        generation: Int = 1,
        state: SyncState,
        externalID: ExternalID? = nil,
        origin: Origin? = nil,
        isUnconfirmed: Bool = false,
        options: [FieldID: String] = [:],
        parent: AccountID? = nil,
        attempt: AttemptID? = nil,
        reason: Reason? = nil,
        changed: Date,
        by: String = "",
        witness: Witness? = nil
    ) {
        self.account = account
        self.system = system
        self.generation = generation
        self.state = state
        self.externalID = externalID
        self.origin = origin
        self.isUnconfirmed = isUnconfirmed
        self.options = options
        self.parent = parent
        self.attempt = attempt
        self.reason = reason
        self.changed = changed
        self.by = by
        self.witness = witness
    }

    /// The value that was sent for a meaning.
    package func option(_ meaning: FieldMeaning, by definitions: SyncOptionDefinitions) -> String? {
        definitions.value(of: meaning, in: options)
    }
}

extension Link: Identifiable {
    /// An account and a system: what a link is about, whether or not there is one.
    package struct ID: Hashable, Sendable {
        package let account: AccountID
        package let system: SystemName

        package init(_ account: AccountID, on system: SystemName) {
            self.account = account
            self.system = system
        }
    }

    package var id: ID { ID(account, on: system) }
}
