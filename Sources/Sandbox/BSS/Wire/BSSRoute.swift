/// The paths that the BSS has, in any case.
enum BSSRoute: Hashable, Sendable {
    case token
    case accounts
    case account(Int)
    case syncOptions(Int, system: String?)
    case subscriptions
    /// The page for changing accounts.
    case page
    /// All accounts as data, for whoever compares them.
    case everything
    case addition
    case change(Int)
    case order(Int)

    /// What faults and the log call the endpoints.
    static let endpoints: Set = ["token", "accounts", "account", "account-syncoptions", "subscriptions"]

    /// Nil for a path that may be the vendor's.
    init?(path: String) {
        let parts = path.split(separator: "/").map { $0.lowercased() }
        let id = parts.count > 2 ? Int(parts[2]) : nil
        switch (parts.first, parts.count) {
        case ("oauth", 2) where parts[1] == "token": self = .token
        case ("api", 2) where parts[1] == "accounts": self = .accounts
        case ("api", 2) where parts[1] == "subscriptions": self = .subscriptions
        case ("api", 3...5) where parts[1] == "accounts":
            guard let id else { return nil }
            if parts.count == 3 {
                self = .account(id)
            } else if parts[3] == "syncoptions" {
                self = .syncOptions(id, system: parts.count == 5 ? parts[4] : nil)
            } else {
                return nil
            }
        case ("bss", 1): self = .page
        case ("bss.json", 1): self = .everything
        case ("bss", 2) where parts[1] == "accounts": self = .addition
        case ("bss", 3) where parts[1] == "accounts":
            guard let id else { return nil }
            self = .change(id)
        case ("bss", 4) where parts[1] == "accounts" && parts[3] == "order":
            guard let id else { return nil }
            self = .order(id)
        default: return nil
        }
    }

    var endpoint: String {
        switch self {
        case .token: "token"
        case .accounts: "accounts"
        case .account: "account"
        case .syncOptions: "account-syncoptions"
        case .subscriptions: "subscriptions"
        case .page, .everything, .addition, .change, .order: "bss"
        }
    }
}
