package import Accounts

extension Intent {
    /// Whether it may have the claim that a link holds on its account at the vendor; `isOurs`: this process holds the link.
    package func maySupersede(_ holder: Link, isOurs: Bool) -> Bool {
        switch claim {
        case .first: false
        case .held: holder.state == .waiting && isOurs
        case .sendAgain: holder.state == .inDoubt && holder.system == system
        }
    }

    /// What a store reads again, in the transaction that commits an intent, of what the request was made from.
    package struct Facts: Sendable {
        /// The revision of the account; nil where it is gone.
        package var account: Int?
        /// The link of the parent in the request.
        package var parent: Link?
        package var system: ProvisioningSystem
        /// The revision of the definitions; nil where there are none.
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

    /// What is different now from what the request was made from; nothing is sent then.
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
        if (facts.link?.generation ?? 0) != basis.generation { changes.append(.link) }
        if let code = facts.emailHolder { changes.append(.emailTaken(by: code)) }
        return changes
    }
}
