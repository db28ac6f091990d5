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

    /// A short phrase for the line under the field; empty where there is nothing to say.
    package var phrase: String {
        switch self {
        case .account: "from the account"
        case .accountType: "from the account's type"
        case .reseller(let date, let id):
            "its reseller, synchronized \(date.day)\(id.map { " as \($0)" } ?? "")"
        case .resellersSynchronization(let name, let date): "from reseller \(name), synchronized \(date.day)"
        case .resellersPlan(let name): "from reseller \(name), in this plan"
        case .plannedReseller: "its reseller, which this plan synchronizes first"
        case .vendor: "proposed by the vendor"
        case .entered: "entered"
        case .resellersAdoption(let name, let date):
            "from reseller \(name), adopted \(date.day): not confirmed by the vendor"
        case .sent(let date): "as sent \(date.day)"
        case .sentUnconfirmed: "as sent, not confirmed by the vendor"
        case .adopted(let date): "as entered at adoption \(date.day), not confirmed by the vendor"
        case .unsent: "as entered, never sent"
        case .none: ""
        }
    }
}

extension Date {
    /// The day in UTC, as `2026-11-02`.
    package var day: String { formatted(.iso8601.year().month().day()) }
}
