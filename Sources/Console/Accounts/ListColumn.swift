import Accounts

/// A column of the list of accounts, in the order in which they stand.
enum ListColumn: String, Codable, CaseIterable, Sendable {
    case code, name, type, country, countryName, city, email, phone, parent
    /// The states on the shown system.
    case status
    /// A column for each of the other systems.
    case otherSystems

    /// Whether it is always shown.
    var isFixed: Bool { [.code, .name, .status].contains(self) }

    var order: AccountQuery.Order? {
        switch self {
        case .code: .code
        case .name: .name
        case .type: .type
        case .country, .countryName: .country
        case .email: .email
        case .status: .status
        case .city, .phone, .parent, .otherSystems: nil
        }
    }

    /// The heading; those of systems are their names.
    var title: String {
        switch self {
        case .code: "CODE"
        case .name: "NAME"
        case .type: "TYPE"
        case .country: "CC"
        case .countryName: "COUNTRY"
        case .city: "CITY"
        case .email: "EMAIL"
        case .phone: "PHONE"
        case .parent: "RESELLER"
        case .status, .otherSystems: ""
        }
    }
}

/// A column as it stands on the screen: a property of the accounts, or their states on one system.
enum ListSlot: Hashable, Sendable {
    case property(ListColumn)
    /// The states on the shown system; nil if none is registered.
    case status(SystemName?)
    case other(SystemName)

    /// Whether its heading leads to another list: in another order, or on another system.
    var isLeading: Bool { if case .other = self { true } else { column.order != nil } }

    /// The name by which a click finds it.
    var heading: String { if case .other(let name) = self { "system \(name)" } else { column.rawValue } }

    var column: ListColumn {
        switch self {
        case .property(let column): column
        case .status: .status
        case .other: .otherSystems
        }
    }
}
