package import Accounts

extension Provenance {
    package var phrase: String {
        switch self {
        case .account: "from the account"
        case .accountType: "from the account's type"
        case .reseller(let date, let id):
            "its reseller, synchronized \(date.day)\(id.asWhich)"
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
        case .words(let words): words
        case .none: ""
        }
    }
}
