package import FoundationEssentials

/// An order in the BSS that verifies a link: it was billed to the account after the account had been synchronized.
package struct Witness: Hashable, Sendable, Codable {
    /// The id of the order in the BSS.
    package var order: String
    package var product: String
    /// When it was placed, as the BSS tells it.
    package var placed: Stamp
    /// When it was seen here.
    package var seen: Date

    package init(order: String, product: String, placed: Stamp, seen: Date) {
        (self.order, self.product, self.placed, self.seen) = (order, product, placed, seen)
    }
}
