/// The field "Parent Account": the platform's own, not one of the vendor's.
package struct ParentField: Hashable, Sendable {
    /// Why there is no parent.
    package enum Absence: Hashable, Sendable {
        /// A reseller has none (R4).
        case reseller
        /// A direct customer has none.
        case directCustomer
        /// The BSS names no reseller for this end customer.
        case unnamed
        /// The reseller is not synchronized on this system, or in doubt (R6).
        case notSynchronized(AccountOnSystem)
    }

    /// The reseller above the account at the vendor, if there is one.
    package internal(set) var chosen: AccountOnSystem?
    /// Why there is none.
    package internal(set) var absence: Absence?
    package internal(set) var provenance: Provenance
    /// Whether the operator chose another than the one that was filled in.
    package internal(set) var isChanged: Bool
    /// Whether it is not synchronized yet, and is to be by the same plan.
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
