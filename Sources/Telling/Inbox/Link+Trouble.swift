package import Accounts
import Synchronizing

extension Link {
    /// What went wrong with it, or is left open, with the vendor's words whole; nil if nothing is.
    package var trouble: String? {
        switch state {
        case .refused:
            if case .refused(let status, let words)? = reason, Reason.refusesKey(status) {
                "not accepted on \(changed.stamp), since \(system) refused the key (HTTP \(status))"
                    + words.quotedBehindColon
            } else if case .refused(let status, _)? = reason {
                "refused by \(system)\(Reason.shown(status)) on \(changed.stamp)\(reason?.refusalBehindColon ?? "")"
            } else {
                "refused by \(system) on \(changed.stamp)\(because)"
            }
        case .notSent: "not sent to \(system) on \(changed.stamp)\(because)"
        case .waiting: "waiting to be sent to \(system) since \(changed.stamp)\(because)"
        case .inDoubt: "in doubt at \(system) since \(changed.stamp)\(because)"
        case .atVendor: "already at \(system) as \(shownID), found on \(changed.stamp)"
        case .conflict:
            "in conflict at \(system) since \(changed.stamp): \(shownID) belongs to another account here"
        case .abandoned: "abandoned at \(system) on \(changed.stamp)"
        case .notSynchronized, .blocked, .sending, .synchronized: nil
        }
    }

    private var because: String { detail.trimmed.isEmpty ? "" : ": \(detail.trimmed)" }
}
