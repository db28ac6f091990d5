/// What to list, and how.
package struct AccountQuery: Hashable, Sendable {
    /// By what the list is ordered.
    package enum Order: String, Hashable, Sendable, CaseIterable {
        /// Customers under their resellers, by code.
        case tree
        case code
        /// By name, case folded.
        case name
        /// By type, then code.
        case type
        /// By country, then code.
        case country
        /// By email, case folded.
        case email
        /// By the state on the query's system, then code.
        case status
    }

    /// What the accounts must match.
    package var filter: AccountFilter
    /// By what they are ordered.
    package var order: Order
    /// Whether the order is turned around; not for the tree.
    package var isDescending: Bool
    /// The system that states and `status:` are about; nil: any.
    package var system: SystemName?
    /// The most to answer; nil: all.
    package var limit: Int?

    package init(
        filter: AccountFilter = AccountFilter(""),
        order: Order = .tree,
        isDescending: Bool = false,
        system: SystemName? = nil,
        limit: Int? = nil
    ) {
        self.filter = filter
        self.order = order
        self.isDescending = isDescending
        self.system = system
        self.limit = limit
    }
}
