/// The Provisioning Sync Status of an account on a system: one vocabulary for the screen, JSON, filters and exit codes.
package enum SyncState: String, Hashable, Sendable, CaseIterable, Codable {
    /// Nothing was ever sent.
    case notSynchronized = "not synchronized"
    /// Preflight found what must be mended first.
    case blocked
    /// For its parent, for a rate limit, for its turn.
    case waiting
    /// An intent is committed, the outcome is not known yet.
    case sending
    /// The vendor has it.
    case synchronized
    /// The exists call found it before we ever sent; the operator adopts it or not.
    case atVendor = "already at the vendor"
    /// The vendor said no.
    case refused
    /// The send failed before its first byte.
    case notSent = "not sent"
    /// Sent, outcome unknown.
    case inDoubt = "in doubt"
    /// The vendor returned an id that another account holds.
    case conflict
    /// The operator gave it up; the claim stays.
    case abandoned

    /// Whether the account may exist at the vendor by an attempt of ours: a link in this state keeps every other attempt for the same
    /// account away (reliability.md, the claim), and the account's type and parent are fixed.
    package var holdsClaim: Bool {
        switch self {
        case .waiting, .sending, .synchronized, .inDoubt, .conflict, .abandoned: true
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent: false
        }
    }

    /// Whether the vendor has, or may have, an email under an account in this state; no other account may be sent with it.
    package var holdsEmail: Bool {
        switch self {
        case .waiting, .sending, .synchronized, .inDoubt: true
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent, .conflict, .abandoned: false
        }
    }

    /// Whether it needs the operator: the list that is one key away from anywhere.
    package var needsOperator: Bool {
        switch self {
        case .inDoubt, .atVendor, .conflict: true
        default: false
        }
    }

    /// Reads a state's name, ignoring case, spaces, hyphens and underscores.
    package init?(name: String) {
        guard let state = Self.allCases.first(where: { $0.rawValue.squashed == name.squashed }) else { return nil }
        self = state
    }
}
