import Accounts
import TextScreen

/// How states look: a sign and a style, never a colour alone.
extension SyncState {
    /// One character.
    var sign: String {
        switch self {
        case .notSynchronized: "○"
        case .blocked: "!"
        case .waiting, .sending: "…"
        case .synchronized: "●"
        case .atVendor: "≡"
        case .refused, .notSent: "✗"
        case .inDoubt: "?"
        case .conflict: "≠"
        case .abandoned: "–"
        }
    }

    /// How it is drawn.
    var style: Style {
        switch self {
        case .notSynchronized, .abandoned: .dim
        case .blocked, .atVendor: .warning
        case .waiting, .sending: .accent
        case .synchronized: .good
        case .refused, .notSent, .conflict: .bad
        case .inDoubt: .doubt
        }
    }
}

extension Account.Kind {
    /// The type in a narrow column.
    var short: String {
        switch self {
        case .reseller: "reseller"
        case .endCustomer: "customer"
        case .directCustomer: "direct"
        }
    }
}
