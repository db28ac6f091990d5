/// A fault in an account's own data that would block every synchronization with its prefilled values (R9), or that it
/// is not there any more; the raw values are short enough for lists.
package enum AccountFault: String, Hashable, Sendable, CaseIterable, Codable {
    case gone = "gone from BSS"
    case emailMissing = "no email"
    case emailInvalid = "bad email"
    case countryMissing = "no country"
    /// The country is not a code that can be sent.
    case countryUnknown = "bad country"
    /// An end customer without a reseller.
    case parentMissing = "no reseller"

    /// The first fault of an account, if it has one.
    ///
    /// A store keeps it as well, since it selects and orders by it; whoever has the account asks here, since what is
    /// stored is as old as the rules of the version that wrote the account last.
    package init?(_ account: Account) {
        self.init(
            email: account.email,
            country: account.country,
            kind: account.kind,
            hasParent: account.parent != nil,
            isGone: account.isGone
        )
    }

    init?(email: String, country: String, kind: Account.Kind, hasParent: Bool, isGone: Bool) {
        let email = email.trimmed
        let country = country.trimmed
        if isGone {
            self = .gone
        } else if email.isEmpty {
            self = .emailMissing
        } else if (try? EmailAddress(email)) == nil {  // Which rule it breaks is the form's to say.
            self = .emailInvalid
        } else if country.isEmpty {
            self = .countryMissing
        } else if Country(code: country) == nil {
            self = .countryUnknown
        } else if kind == .endCustomer, !hasParent {
            self = .parentMissing
        } else {
            return nil
        }
    }
}
