/// Which accounts to list, and in which order.
package struct AccountQuery: Hashable, Sendable {
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

    package var filter: AccountFilter
    package var order: Order
    /// Ignored for the tree.
    package var isDescending: Bool
    /// The system to which states and `status:` refer; nil for any.
    package var system: SystemName?
    /// The maximum number to return; nil for all.
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

    /// Whether another query selects the same accounts in the same order: their systems matter to states alone.
    package func lists(sameAs other: AccountQuery) -> Bool {
        var alike = self
        alike.system = other.system
        guard alike == other, system != other.system else { return alike == other }
        return order != .status && !filter.terms.contains { if case .states = $0.test { true } else { false } }
    }
}
