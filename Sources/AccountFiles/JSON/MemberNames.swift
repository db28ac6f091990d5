import Accounts

/// What the members of an account are called: the columns' names, those of an export of ours, and the platform's (protocol.md,
/// section 7); in any case, with or without hyphens and underscores.
struct MemberNames {
    /// What a member is about.
    enum Meaning: Hashable {
        case column(Column)
        case reseller
        /// The account above, by its code or by its id.
        case parent, payerID, payer
        case contact, address
        /// Known, and of no use to an import.
        case ignored
        case unknown
    }

    /// The object in which a member stands.
    enum Place: String {
        case account = ""
        case contact = "contact."
        case address = "address."
    }

    /// The members that nobody knows, in the order in which they came.
    private(set) var unknown: [String] = []
    private var seen: [String: Meaning] = [:]

    /// What a member means; one that nobody knows is noted.
    mutating func meaning(of name: String, in place: Place) -> Meaning {
        let path = place.rawValue + name
        if let known = seen[path] { return known }
        let meaning = Self.table[place]?[name.squashed] ?? .unknown
        if meaning == .unknown { unknown.append(path) }
        seen[path] = meaning
        return meaning
    }

    private static let table: [Place: [String: Meaning]] = [
        .account: [
            "type": .column(.type), "enablereselling": .reseller, "resellingenabled": .reseller,
            "parent": .parent, "parentcode": .parent, "billtoaccountid": .payerID, "billtoaccount": .payer,
            "contact": .contact, "address": .address, "countrycode": .column(.country),
            "created": .ignored, "updated": .ignored, "status": .ignored, "revision": .ignored,
            "createdat": .ignored, "updatedat": .ignored, "creditlimit": .ignored, "enableordering": .ignored,
            "orderingenabled": .ignored,
        ]
        .merging(Column.allCases.map { ($0.rawValue.squashed, .column($0)) }) { special, _ in special },
        .contact: ["firstname": .column(.contactFirstName), "lastname": .column(.contactLastName)],
        .address: [
            "address1": .column(.address1), "address2": .column(.address2), "city": .column(.city),
            "postcode": .column(.postCode), "state": .column(.state), "countrycode": .column(.country),
            "country": .column(.country), "countryname": .ignored,
        ],
    ]
}
