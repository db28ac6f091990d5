/// The field "Parent Account", which is the platform's own and not one of the vendor's.
package struct ParentField: Hashable, Sendable {
    /// Why there is no parent.
    package enum Absence: Hashable, Sendable {
        /// A reseller has no parent (R4).
        case reseller
        case directCustomer
        /// The BSS names no reseller for this end customer.
        case unnamed
        /// The reseller is not synchronized on this system, or in doubt (R6).
        case notSynchronized(AccountOnSystem)
    }

    /// The reseller above the account at the vendor, if there is one.
    package internal(set) var chosen: AccountOnSystem?
    /// Why there is no parent.
    package internal(set) var absence: Absence?
    package internal(set) var provenance: Provenance
    /// Whether the operator chose a different parent from the one that was filled in.
    package internal(set) var isChanged: Bool
    /// Whether the parent is not synchronized yet, and the same plan will synchronize it.
    package internal(set) var isPlanned = false

    init(account: Account, parent: AccountOnSystem?) {
        isChanged = false
        provenance = .none
        switch account.kind {
        case .reseller: absence = .reseller
        case .directCustomer: absence = .directCustomer
        case .endCustomer:
            guard let parent else {
                absence = .unnamed
                return
            }
            guard parent.state == .synchronized, let link = parent.link else {
                absence = .notSynchronized(parent)
                return
            }
            chosen = parent
            provenance = .reseller(synchronized: link.changed, as: link.externalID)
        }
    }
}
