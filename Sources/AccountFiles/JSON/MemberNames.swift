import Accounts

/// The names of an account's members: the columns' names, those of our export, and the platform's (docs/protocol.md,
/// section 7); in any case, with or without hyphens and underscores.
struct MemberNames {
    enum Meaning: Hashable {
        case column(Account.Column)
        case reseller
        /// The parent, by its code or by its id.
        case parent, payerID, payer
        case contact, address
        /// Known, but of no use to an import.
        case ignored
        case unknown
    }

    /// The object that contains a member.
    enum Place: String, CaseIterable {
        case account, contact, address

        /// The columns that an export writes into this object.
        var columns: [Account.Column] { Account.Column.allCases.filter { $0.member?.place == self } }
    }

    /// The members that are not recognised, in the order in which they occurred.
    private(set) var unknown: [String] = []
    private var seen: [Place: [String: Meaning]] = [:]
    /// The meanings that are set, by the path of the member.
    private var settings: [String: Meaning] = [:]

    /// Settings for the members of which the meaning is not certain; the usual ones then mean nothing.
    init(_ settings: BSSMembers = BSSMembers()) {
        if let email = settings.email {
            self.settings["email"] = .ignored
            self.settings[email.squashed] = .column(.email)
        }
        if let parent = settings.parent {
            let usual = ["billtoaccountid", "billtoaccount", "parent", "parentcode"]
            for name in usual { self.settings[name] = .ignored }
            self.settings[parent.squashed] = .payerID
        }
    }

    /// The meaning of a member; one that is not recognised is noted.
    mutating func meaning(of name: String, in place: Place) -> Meaning {
        if let known = seen[place]?[name] { return known }
        let path = MemberPath(place: place, name: name).text
        let meaning = settings[path.squashed] ?? Self.table[place]?[name.squashed] ?? .unknown
        if meaning == .unknown { unknown.append(path) }
        seen[place, default: [:]][name] = meaning
        return meaning
    }

    private static let table: [Place: [String: Meaning]] = {
        var columns: [Place: [String: Meaning]] = [:]
        for column in Account.Column.allCases {
            columns[.account, default: [:]][column.rawValue.squashed] = .column(column)
            if let (place, name) = column.member { columns[place, default: [:]][name.squashed] = .column(column) }
        }
        return columns.merging(platform) { $0.merging($1) { $1 } }
    }()

    /// The names that are not column names.
    private static let platform: [Place: [String: Meaning]] = [
        .account: [
            "enablereselling": .reseller, "resellingenabled": .reseller, "parent": .parent, "parentcode": .parent,
            "billtoaccountid": .payerID, "billtoaccount": .payer, "contact": .contact, "address": .address,
            "countrycode": .column(.country),
            "created": .ignored, "updated": .ignored, "origin": .ignored, "status": .ignored, "revision": .ignored,
            "createdat": .ignored, "updatedat": .ignored, "creditlimit": .ignored, "enableordering": .ignored,
            "orderingenabled": .ignored, ImportRejects.message: .ignored,
        ],
        .address: ["countrycode": .column(.country), "country": .column(.country), "countryname": .ignored],
    ]
}

/// A member of an account, or of an object in it.
struct MemberPath {
    let place: MemberNames.Place
    let name: String

    /// The full name, as it is shown: `address.city`.
    var text: String { place == .account ? name : "\(place.rawValue).\(name)" }
}

extension Account.Column {
    /// The JSON member that an export writes; nil for the parent, which is an object with more than its code.
    var member: (place: MemberNames.Place, name: String)? {
        switch self {
        case .id, .code, .name, .type, .email, .country, .phone, .website, .storefront: (.account, rawValue)
        case .parentCode: nil
        case .contactFirstName: (.contact, "firstName")
        case .contactLastName: (.contact, "lastName")
        case .address1, .address2, .city, .state: (.address, rawValue)
        case .postCode: (.address, "postCode")
        }
    }
}
