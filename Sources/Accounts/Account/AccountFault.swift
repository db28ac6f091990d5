/// A fault in an account's own data that would block every synchronization with its prefilled values (R9); the raw
/// values are short enough for lists.
package enum AccountFault: String, Hashable, Sendable, CaseIterable, Codable {
    case emailMissing = "no email"
    case emailInvalid = "bad email"
    case countryMissing = "no country"
    /// The country is not a code that can be sent.
    case countryUnknown = "bad country"
    /// An end customer without a reseller.
    case parentMissing = "no reseller"

    /// The first fault of an account, if it has one.
    package init?(_ account: Account) {
        let email = account.email.trimmed
        let country = account.country.trimmed
        if email.isEmpty {
            self = .emailMissing
        } else if (try? EmailAddress(email)) == nil {  // Which rule it breaks is the form's to say.
            self = .emailInvalid
        } else if country.isEmpty {
            self = .countryMissing
        } else if Country(code: country) == nil {
            self = .countryUnknown
        } else if account.kind == .endCustomer, account.parent == nil {
            self = .parentMissing
        } else {
            return nil
        }
    }
}
