package import Accounts
package import Synchronizing

extension BulkRun.Standing {
    /// The Provisioning Sync Status that is shown for it.
    package var state: SyncState {
        switch self {
        case .waiting, .ended(.leftOut): .waiting
        case .underWay, .ended(.unrecorded): .sending
        case .ended(.synchronized): .synchronized
        case .ended(.atVendor): .atVendor
        case .ended(.refused): .refused
        case .ended(.notSent), .ended(.storeFailed): .notSent
        case .ended(.inDoubt): .inDoubt
        case .ended(.conflict): .conflict
        case .ended(.blocked), .ended(.skipped): .blocked
        }
    }

    /// The name in JSON, and for commands.
    package var name: String {
        switch self {
        case .ended(.skipped): "skipped"
        case .ended(.leftOut): "left out"
        default: state.rawValue
        }
    }

    /// The words after a number in the summary of a finished run.
    var word: String {
        switch self {
        case .waiting: "still waiting"
        case .ended(.leftOut): "left out"
        case .underWay, .ended(.unrecorded): "not written down"
        case .ended(.conflict): "in conflict"
        case .ended(.skipped): "skipped because the parent failed"
        case .ended(.synchronized), .ended(.atVendor), .ended(.refused), .ended(.notSent), .ended(.storeFailed),
            .ended(.inDoubt), .ended(.blocked):
            state.rawValue
        }
    }

    /// Whether it took time: what is blocked or skipped is not sent at all.
    var isWorkedThrough: Bool {
        switch self {
        case .ended(.blocked), .ended(.skipped), .ended(.leftOut), .waiting, .underWay: false
        case .ended: true
        }
    }

    var mayBeTriedAgain: Bool {
        switch self {
        case .waiting, .underWay, .ended(.leftOut): true
        case .ended(.refused), .ended(.notSent), .ended(.inDoubt), .ended(.storeFailed), .ended(.unrecorded): true
        case .ended(.synchronized), .ended(.atVendor), .ended(.conflict), .ended(.blocked), .ended(.skipped): false
        }
    }
}

extension BulkRun.Result {
    static let told: [BulkRun.Result] = [
        .synchronized, .atVendor, .refused, .notSent, .inDoubt, .unrecorded, .conflict, .blocked, .skipped, .leftOut,
    ]

    package var name: String { BulkRun.Standing.ended(self).name }

    /// The name behind a number of accounts.
    var counted: String { self == .conflict ? SyncState.conflict.counted : name }
}

extension BulkRun.Ending {
    package var name: String {
        switch self {
        case .complete: "complete"
        case .stopped: "stopped"
        case .doubts: "too many in doubt"
        case .quarantined: "quarantined"
        case .unreachable: "unreachable"
        case .storeFailed: "workspace not writable"
        }
    }

    /// The same for a person, with the reason.
    var phrase: String { if case .quarantined(let reason) = self { "stopped, since \(reason.phrase)" } else { name } }
}
