package import FoundationEssentials

/// A reseller or a customer as the BSS has it; whether its data satisfies a vendor is for the form to decide.
package struct Account: Hashable, Sendable, Identifiable {
    /// What an account is in the hierarchy of the BSS.
    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// Buys from the distributor and has end customers.
        case reseller
        /// Belongs to a reseller.
        case endCustomer = "end customer"
        /// Belongs to the distributor itself.
        case directCustomer = "direct customer"
    }

    package struct Contact: Hashable, Sendable {
        package var firstName: String
        package var lastName: String

        package init(firstName: String = "", lastName: String = "") {
            self.firstName = firstName
            self.lastName = lastName
        }
    }

    /// The postal address, without the country.
    package struct Address: Hashable, Sendable {
        package var line1: String
        /// The part of the address that did not fit into the first line.
        package var line2: String
        package var city: String
        package var postCode: String
        /// The state or province.
        package var state: String

        package init(
            line1: String = "",
            line2: String = "",
            city: String = "",
            postCode: String = "",
            state: String = ""
        ) {
            self.line1 = line1
            self.line2 = line2
            self.city = city
            self.postCode = postCode
            self.state = state
        }
    }

    package var id: AccountID
    /// Unique in a workspace.
    package var code: AccountCode
    /// Never empty.
    package var name: String
    package var kind: Kind
    /// The reseller above this account, if any.
    package var parent: AccountID?
    /// The email as the BSS has it: valid, invalid or empty.
    package var email: String
    /// The country as the BSS has it: valid, invalid or empty.
    package var country: String
    package var phone: String
    package var website: String
    package var contact: Contact
    package var address: Address
    /// Whether the platform creates the account itself, for orders from the reseller's Storefront (R11).
    package var isStorefrontManaged: Bool
    /// When the account came into this workspace.
    package var created: Date
    /// When this workspace last saw the account change.
    package var updated: Date
    /// Counts the changes; a request is bound to the revision it was made from.
    package var revision: Int
    /// Where its values come from; nil if that is unknown, since an earlier version wrote them.
    package var origin: Origin?

    package init(
        id: AccountID,
        code: AccountCode,
        name: String,
        kind: Kind,
        parent: AccountID? = nil,
        email: String = "",
        country: String = "",
        phone: String = "",
        website: String = "",
        contact: Contact = Contact(),
        address: Address = Address(),
        isStorefrontManaged: Bool = false,
        created: Date = .distantPast,
        updated: Date = .distantPast,
        revision: Int = 1,
        origin: Origin? = nil
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.email = email
        self.country = country
        self.phone = phone
        self.website = website
        self.contact = contact
        self.address = address
        self.isStorefrontManaged = isStorefrontManaged
        self.created = created
        self.updated = updated
        self.revision = revision
        self.origin = origin
    }
}
