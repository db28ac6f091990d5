package import FoundationEssentials

/// Where a value in the form comes from.
package enum Provenance: Hashable, Sendable {
    /// The account itself.
    case account
    /// The account's type determines the value.
    case accountType
    /// The account's reseller, which is synchronized.
    case reseller(synchronized: Date, as: ExternalID?)
    /// The values that were sent for the reseller.
    case resellersSynchronization(name: String, Date)
    /// The value in the reseller's form when its account at the vendor was adopted.
    case resellersAdoption(name: String, Date)
    /// The value that the same plan first sends for the reseller.
    case resellersPlan(name: String)
    /// The account's reseller, which the same plan synchronizes first.
    case plannedReseller
    /// The vendor proposes the value.
    case vendor
    /// The operator entered the value.
    case entered
    /// The value was sent, and the vendor accepted it.
    case sent(Date)
    /// The value was sent, but nobody saw the vendor accept it.
    case sentUnconfirmed
    /// The value was in the form when the vendor's account was adopted; it was never sent.
    case adopted(Date)
    /// The value was in the form; it was never sent.
    case unsent
    /// Nothing is known.
    case none
    /// The text that a plan gives, when it was read from a file.
    case words(String)
}
