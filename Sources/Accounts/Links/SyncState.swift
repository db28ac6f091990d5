/// The Provisioning Sync Status of an account on a system: one vocabulary for the screen, JSON, filters and exit codes.
package enum SyncState: String, Hashable, Sendable, CaseIterable, Codable {
    /// Nothing was ever sent.
    case notSynchronized = "not synchronized"
    /// The preflight found something that must be corrected first.
    case blocked
    /// Waiting for its parent, a rate limit or its turn.
    case waiting
    /// An intent is committed; the outcome is not known yet.
    case sending
    case synchronized
    /// The exists call found it before we ever sent; the operator decides whether to adopt it.
    case atVendor = "already at the vendor"
    case refused
    /// The send failed before its first byte.
    case notSent = "not sent"
    /// Sent, outcome unknown.
    case inDoubt = "in doubt"
    /// The vendor returned an id that another account holds.
    case conflict
    /// The operator gave it up; the claim remains.
    case abandoned

    /// Whether the account may exist at the vendor because of an attempt of ours: a link in this state prevents every
    /// other attempt for the same account (docs/reliability.md, rule 1), and the type and parent of the account are
    /// fixed.
    package var holdsClaim: Bool {
        switch self {
        case .waiting, .sending, .synchronized, .inDoubt, .conflict, .abandoned: true
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent: false
        }
    }

    /// Whether the vendor has, or may have, the email of an account in this state; no other account may then be sent
    /// with it.
    package var holdsEmail: Bool {
        switch self {
        case .waiting, .sending, .synchronized, .inDoubt: true
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent, .conflict, .abandoned: false
        }
    }

    /// Whether the account is at the vendor, or may be.
    package var mayBeAtVendor: Bool {
        switch self {
        case .sending, .synchronized, .atVendor, .inDoubt, .conflict, .abandoned: true
        case .notSynchronized, .blocked, .waiting, .refused, .notSent: false
        }
    }

    /// Whether the operator must decide; these accounts are in the list that is one key away from everywhere.
    package var needsOperator: Bool {
        switch self {
        case .inDoubt, .atVendor, .conflict: true
        default: false
        }
    }

    /// Finds the state with this name, ignoring case, spaces, hyphens and underscores.
    package init?(name: String) {
        guard let state = Self.allCases.first(where: { $0.rawValue.squashed == name.squashed }) else { return nil }
        self = state
    }
}
