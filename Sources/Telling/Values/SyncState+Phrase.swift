package import Accounts

extension SyncState {
    /// The state as what follows the name of an account: `is in conflict`, `was not sent`.
    package var predicate: String {
        switch self {
        case .sending: "is being sent"
        case .notSent: "was not sent"
        case .conflict: "is in conflict"
        case .notSynchronized, .blocked, .waiting, .synchronized, .atVendor, .refused, .inDoubt, .abandoned:
            "is \(rawValue)"
        }
    }

    /// The state behind a number of accounts: `2 in conflict`.
    package var counted: String { self == .conflict ? "in conflict" : rawValue }

    /// The state as what follows an account's name, with the system on which it is so.
    package func predicate(at system: SystemName) -> String {
        switch self {
        case .waiting: "is waiting to be sent to \(system)"
        case .sending, .notSent: "\(predicate) to \(system)"
        case .atVendor: "is already at \(system)"
        case .notSynchronized, .blocked, .synchronized, .refused, .inDoubt, .conflict, .abandoned:
            "\(predicate) at \(system)"
        }
    }

    /// The same with the vendor's id, if there is one: in a conflict it is what the conflict is about.
    package func predicate(as id: ExternalID?) -> String {
        if self == .conflict, let id { "\(predicate) over \(id)" } else { predicate + id.asWhich }
    }
}
