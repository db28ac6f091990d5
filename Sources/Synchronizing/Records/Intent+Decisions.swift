package import Accounts

extension Intent {
    /// Whether the intent may take the claim from a link that holds it; `isOurs`: whether this process holds that link.
    package func maySupersede(_ holder: Link, isOurs: Bool) -> Bool {
        switch claim {
        case .first: false
        case .held: holder.state == .waiting && isOurs
        case .sendAgain: holder.state == .inDoubt && holder.system == system
        }
    }

    /// What a store reads again about the basis of the request, in the transaction that commits an intent.
    package struct Facts: Sendable {
        /// The revision of the account; nil if it is gone.
        package var account: Int?
        package var parent: Link?
        package var system: ProvisioningSystem
        /// The revision of the definitions; nil if there are none.
        package var definitions: Int?
        package var link: Link?
        /// Another account that holds the intent's email at the same vendor (`SyncState.holdsEmail`).
        package var emailHolder: AccountCode?

        package init(
            account: Int?,
            parent: Link?,
            system: ProvisioningSystem,
            definitions: Int?,
            link: Link?,
            emailHolder: AccountCode?
        ) {
            self.account = account
            self.parent = parent
            self.system = system
            self.definitions = definitions
            self.link = link
            self.emailHolder = emailHolder
        }
    }

    /// What has changed since the request was made; if anything has, nothing is sent.
    package func changes(in facts: Facts) -> [Change] {
        var changes: [Change] = []
        if facts.account == nil { changes.append(.accountGone) }
        if let revision = facts.account, revision != basis.account { changes.append(.account) }
        if let parent, facts.parent?.state != .synchronized || facts.parent?.externalID != parent.externalID {
            changes.append(.parent)
        }
        let system = facts.system
        if system.revision != basis.system || system.isDisabled || system.pause != nil { changes.append(.system) }
        if facts.definitions != basis.definitions { changes.append(.definitions) }
        // A claim that is held stands on a link that waits; if it does not, somebody has taken the claim away meanwhile.
        let isHeld = claim != .held || facts.link?.state == .waiting
        if !isHeld || (facts.link?.generation ?? 0) != basis.generation { changes.append(.link) }
        if let code = facts.emailHolder { changes.append(.emailTaken(by: code)) }
        return changes
    }
}
