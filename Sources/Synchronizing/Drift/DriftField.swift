package import Accounts

/// What is compared of an account between the BSS, what was sent, and the vendor.
package enum DriftField: String, Hashable, Sendable, CaseIterable {
    case name, email, country, parent
    /// The parent's id at the vendor.
    case parentID = "parent id"
    case resellerID = "reseller id"
    case code, phone, website, contact, address
}

/// Which fields mean something at a vendor once an account is there; the others are only kept.
package struct VendorFields: Hashable, Sendable {
    package var fields: Set<DriftField>
    /// How much of a name counts, in Unicode scalars; nil for all of it.
    package var nameLength: Int?
}

extension ProvisioningSystem.Vendor {
    /// The rule of each vendor (docs/user-guide.md, "Drift"); of others it is not known, and everything that names an
    /// account counts.
    package var fieldsThatMatter: VendorFields {
        switch self {
        case .dropbox:
            VendorFields(
                fields: [.name, .email, .country, .parent, .parentID, .resellerID],
                nameLength: SyncForm.dropboxTeamNameLimit
            )
        case .generic: VendorFields(fields: [.name, .email, .country, .parent, .parentID, .resellerID, .code])
        }
    }
}

extension VendorFields {
    /// Whether the difference of two values means something at the vendor.
    func matters(_ field: DriftField, _ one: String, _ other: String) -> Bool {
        guard fields.contains(field) else { return false }
        guard field == .name, let nameLength else { return true }
        return !field.key(one).unicodeScalars.prefix(nameLength)
            .elementsEqual(field.key(other).unicodeScalars.prefix(nameLength))
    }
}

extension DriftField {
    /// A value as it is compared.
    func key(_ value: String) -> String {
        switch self {
        case .email: EmailAddress.fold(value)
        case .country: value.trimmed.uppercased()
        case .name, .parent, .parentID, .resellerID, .code, .phone, .website, .contact, .address:
            value.trimmed.composed
        }
    }
}
