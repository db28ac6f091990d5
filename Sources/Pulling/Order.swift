package import Accounts
package import FoundationEssentials
package import StrictJSON

/// An order as the BSS tells it: a subscription that is billed to an account (docs/protocol.md, "Orders").
package struct Order: Hashable, Sendable {
    package var id: String
    /// What was ordered; empty if the BSS does not tell.
    package var product: String
    package var placed: Stamp
    /// Who is billed.
    package var payer: AccountID

    /// Reads an element of the list; nil unless it says when it was placed and who is billed, since without them it
    /// proves nothing.
    package init?(_ json: JSON) {
        guard let id = json["id"]?.text?.trimmed, !id.isEmpty, let placed = json.stamp("createdAt"),
            let payer = Self.payer(json)
        else { return nil }
        (self.id, self.placed, self.payer) = (id, placed, payer)
        let names = [json["name"], json["productName"], json["product"]?["name"], json["product"]]
        product = names.lazy.compactMap { $0?.text?.trimmed }.first { !$0.isEmpty } ?? ""
    }

    private static func payer(_ json: JSON) -> AccountID? {
        let members = [json["billingTo"]?["id"], json["billingTo"], json["billingToId"]]
        return members.lazy.compactMap { $0?.text?.trimmed }.first { !$0.isEmpty }.map { AccountID($0) }
    }
}

extension Order {
    /// Whether it proves that an account is at the vendor.
    ///
    /// Three things are assumed (docs/protocol.md, section 9): the BSS's times are UTC; an order belongs to Dropbox if
    /// its product's name says so, and to another vendor if it has a word of its system's name; and whoever orders
    /// after the account was synchronized orders by it. A server that does not know the filter returns the orders of
    /// all accounts, so the payer is compared, too.
    package func verifies(_ link: Link, at vendor: ProvisioningSystem.Vendor) -> Bool {
        guard link.state == .synchronized, payer == link.account, placed > Stamp(link.changed) else { return false }
        let named = Set(product.words)
        switch vendor {
        case .dropbox: return product.lowercased().contains("dropbox")
        case .generic: return link.system.rawValue.words.contains { $0.count >= 4 && named.contains($0) }
        }
    }

    /// The first of some orders that verifies a link.
    package static func witness(
        among orders: [Order],
        of link: Link,
        at vendor: ProvisioningSystem.Vendor,
        seen: Date
    ) -> Witness? {
        orders.filter { $0.verifies(link, at: vendor) }.min { ($0.placed, $0.id) < ($1.placed, $1.id) }
            .map { Witness(order: $0.id, product: $0.product, placed: $0.placed, seen: seen) }
    }
}

extension Stamp {
    fileprivate init(_ date: Date) {
        self.init(nanoseconds: Int64(date.timeIntervalSince1970 * 1_000_000) * 1_000)
    }
}

extension String {
    fileprivate var words: [String] {
        lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
