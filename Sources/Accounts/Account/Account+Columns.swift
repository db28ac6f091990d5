/// An account as columns: the one list that files, imports and plans follow.
extension Account {
    /// One property of an account as files name it; the raw values are the names in a file's heading.
    package enum Column: String, Hashable, Sendable, CaseIterable {
        case id, code, name, type
        case parentCode = "parent_code"
        case email, country, phone, website
        case contactFirstName = "contact_first_name"
        case contactLastName = "contact_last_name"
        case address1, address2, city
        case postCode = "post_code"
        case state, storefront

        /// The position among all columns.
        package var place: Int {
            switch self {
            case .id: 0
            case .code: 1
            case .name: 2
            case .type: 3
            case .parentCode: 4
            case .email: 5
            case .country: 6
            case .phone: 7
            case .website: 8
            case .contactFirstName: 9
            case .contactLastName: 10
            case .address1: 11
            case .address2: 12
            case .city: 13
            case .postCode: 14
            case .state: 15
            case .storefront: 16
            }
        }

        /// Finds the column with this name, ignoring case, spaces, hyphens and underscores.
        package init?(named name: String) {
            guard let column = Self.names[name.squashed] else { return nil }
            self = column
        }

        private static let names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue.squashed, $0) })
    }

    /// The text of a column; for the parent it is the id, since only a book knows the code.
    package subscript(column: Column) -> String {
        // Key paths would be shorter, and slow for a file of a million rows.
        get {
            switch column {
            case .id: id.rawValue
            case .code: code.rawValue
            case .name: name
            case .type: kind.rawValue
            case .parentCode: parent?.rawValue ?? ""
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
        set {
            switch column {
            case .id: id = AccountID(newValue)
            case .code: code = AccountCode(newValue)
            case .name: name = newValue
            case .type: kind = Kind(rawValue: newValue) ?? kind
            case .parentCode: parent = newValue.isEmpty ? nil : AccountID(newValue)
            case .email: email = newValue
            case .country: country = newValue
            case .phone: phone = newValue
            case .website: website = newValue
            case .contactFirstName: contact.firstName = newValue
            case .contactLastName: contact.lastName = newValue
            case .address1: address.line1 = newValue
            case .address2: address.line2 = newValue
            case .city: address.city = newValue
            case .postCode: address.postCode = newValue
            case .state: address.state = newValue
            case .storefront: isStorefrontManaged = newValue == "true"
            }
        }
    }

    /// The account's properties by column: everything that a request is made from, except the id and the parent.
    ///
    /// Empty values are left out, and so is the Storefront column when the Storefront does not manage the account: the
    /// hash of a plan covers this. Being gone is not a column, and yet a reason not to send what was planned.
    package var traits: [String: String] {
        let columns = Column.allCases.filter { $0 != .id && $0 != .parentCode && !self[$0].isEmpty }
        var traits = Dictionary(uniqueKeysWithValues: columns.map { ($0.rawValue, self[$0]) })
        if !isStorefrontManaged { traits[Column.storefront.rawValue] = nil }
        if isGone { traits[Self.goneTrait] = "true" }
        return traits
    }
}
