import Accounts

/// An account as the columns of a file.
extension Account {
    /// The text of a column; `parent` is the code of the account above, or empty.
    func value(of column: Column, parent: String) -> String {
        switch column {
        case .id: id.rawValue
        case .code: code.rawValue
        case .name: name
        // Only where the parent does not tell which kind of customer it is, the type says so.
        case .type: kind == Kind.customer(hasParent: !parent.isEmpty) ? "customer" : kind.rawValue
        case .parentCode: parent
        case .email: email
        case .country: country
        case .phone: phone
        case .website: website
        case .contactFirstName: contact.firstName
        case .contactLastName: contact.lastName
        case .address1: address.line1
        case .address2: address.line2
        case .city: address.city
        case .postCode: address.postCode
        case .state: address.state
        case .storefront: isStorefrontManaged ? "true" : "false"
        }
    }

    /// Takes what a row says of a column that stands for itself; id, code, type and parent depend on what else is there.
    mutating func take(_ value: String, of column: Column) {
        switch column {
        case .id, .code, .type, .parentCode: break
        case .name: name = value
        case .email: email = value
        case .country: country = value
        case .phone: phone = value
        case .website: website = value
        case .contactFirstName: contact.firstName = value
        case .contactLastName: contact.lastName = value
        case .address1: address.line1 = value
        case .address2: address.line2 = value
        case .city: address.city = value
        case .postCode: address.postCode = value
        case .state: address.state = value
        case .storefront: isStorefrontManaged = value == "true"
        }
    }
}

extension Account.Kind {
    /// What a customer is, by whether a reseller stands above it.
    static func customer(hasParent: Bool) -> Self { hasParent ? .endCustomer : .directCustomer }
}
