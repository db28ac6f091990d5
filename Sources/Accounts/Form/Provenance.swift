package import FoundationEssentials

/// Where a value in the form comes from.
package enum Provenance: Hashable, Sendable {
    /// The account itself.
    case account
    /// The account's type decides it.
    case accountType
    /// The account's reseller, which is synchronized.
    case reseller(synchronized: Date, as: ExternalID?)
    /// What was sent for the reseller.
    case resellersSynchronization(name: String, Date)
    /// What the reseller's form had when its account at the vendor was adopted.
    case resellersAdoption(name: String, Date)
    /// What the same plan sends for the reseller first.
    case resellersPlan(name: String)
    /// The account's reseller, which the same plan synchronizes first.
    case plannedReseller
    /// The vendor proposes it.
    case vendor
    /// The operator entered it.
    case entered
    /// It was sent with this value, and the vendor took it.
    case sent(Date)
    /// It was sent with this value, and the vendor was not seen to take it.
    case sentUnconfirmed
    /// The form had this value when the vendor's account was adopted; it was never sent.
    case adopted(Date)
    /// The form had this value; it was never sent.
    case unsent
    /// Nothing is known.
    case none
    /// What a plan that was read from a file says.
    case words(String)
}

extension Date {
    /// The day in UTC, as `2026-11-02`.
    package var day: String { formatted(.iso8601.year().month().day()) }
}
