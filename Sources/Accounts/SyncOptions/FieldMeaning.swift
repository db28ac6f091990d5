/// A meaning that the console knows, whatever the vendor calls the field: option ids differ between service managers,
/// so a field is recognised by its id or label, ignoring case, spaces, hyphens and underscores
/// (docs/protocol.md, section 3).
package enum FieldMeaning: String, Hashable, Sendable, CaseIterable, Codable {
    /// Reseller or User.
    case role
    /// The account's email at the vendor.
    case email
    /// The id that the reseller received from the vendor's partner programme.
    case resellerID = "reseller-id"
    /// The login; the platform fills in an option that has this id with the customer's email (docs/protocol.md,
    /// section 3).
    case username

    /// Recognises a definition, first by its id, then by its label.
    package init?(_ definition: FieldDefinition) {
        guard let meaning = Self(name: definition.id.rawValue) ?? Self(name: definition.name) else { return nil }
        self = meaning
    }

    package init?(name: String) {
        switch name.squashed {
        case "role": self = .role
        case "email", "emailaddress": self = .email
        case "resellerid": self = .resellerID
        case "username": self = .username
        default: return nil
        }
    }
}
