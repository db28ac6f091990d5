public import FoundationEssentials

/// A reseller or a customer as the BSS has it; whether its data will do for a vendor is the form's question.
public struct Account: Hashable, Sendable, Identifiable {
    /// What an account is in the hierarchy of the BSS.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// Buys from the distributor and has end customers.
        case reseller
        /// Belongs to a reseller.
        case endCustomer = "end customer"
        /// Belongs to the distributor itself.
        case directCustomer = "direct customer"
    }

    /// The person to talk to.
    public struct Contact: Hashable, Sendable {
        /// The first name, or empty.
        public var firstName: String
        /// The last name, or empty.
        public var lastName: String

        /// Makes a contact.
        public init(firstName: String = "", lastName: String = "") {
            self.firstName = firstName
            self.lastName = lastName
        }
    }

    /// The postal address, without the country.
    public struct Address: Hashable, Sendable {
        /// Street and number, or empty.
        public var line1: String
        /// What did not fit in the first line, or empty.
        public var line2: String
        /// The city, or empty.
        public var city: String
        /// The post code, or empty.
        public var postCode: String
        /// The state or province, or empty.
        public var state: String

        /// Makes an address.
        public init(
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

    /// The platform's id.
    public var id: AccountID
    /// The operators' code; unique in a workspace.
    public var code: AccountCode
    /// The name, never empty.
    public var name: String
    /// Reseller, end customer or direct customer.
    public var kind: Kind
    /// The reseller above it, if any.
    public var parent: AccountID?
    /// The email as the BSS has it, valid or not, or empty.
    public var email: String
    /// The country as the BSS has it, valid or not, or empty.
    public var country: String
    /// The phone number, or empty.
    public var phone: String
    /// The website, or empty.
    public var website: String
    /// The person to talk to.
    public var contact: Contact
    /// The postal address.
    public var address: Address
    /// Whether the platform creates the account itself, for orders from the reseller's Storefront (R11).
    public var isStorefrontManaged: Bool
    /// When it came into this workspace.
    public var created: Date
    /// When this workspace last saw it change.
    public var updated: Date
    /// Counts the changes; a request is bound to the revision that it was made from.
    public var revision: Int

    /// Makes an account; what is not given is empty.
    public init(
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
        revision: Int = 1
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
    }
}
