/// An account as the BSS has it.
package struct BSSAccount: Codable, Hashable, Sendable {
    package var id: Int
    package var code: String
    package var name: String
    package var email = ""
    package var phone = ""
    package var website = ""
    /// The account that pays for it.
    package var payer: Int?
    /// Whether it is a reseller.
    package var sellsOn = false
    /// Whether it may order in the Storefront.
    package var orders = false
    /// Nil for no limit.
    package var creditLimit: Int?
    package var firstName = ""
    package var lastName = ""
    package var address1 = ""
    package var address2 = ""
    package var city = ""
    package var postCode = ""
    package var state = ""
    package var country = ""
    package var created: BSSMoment
    package var updated: BSSMoment

    package init(id: Int, code: String, name: String, created: BSSMoment, updated: BSSMoment? = nil) {
        self.id = id
        self.code = code
        self.name = name
        self.created = created
        self.updated = updated ?? created
    }
}

/// A subscription in the BSS, by which an order shows.
struct BSSSubscription: Codable, Hashable, Sendable {
    var id: String
    var name: String
    var quantity: Int
    /// The account that pays for it.
    var payer: Int
    var created: BSSMoment
}
