import Accounts
import Synchronizing

/// What the report of a bulk run says of one account.
extension RunReport.Ended {
    var conclusion: Conclusion? {
        if case .concluded(_, let conclusion) = self { conclusion } else { nil }
    }

    var reason: String? {
        switch self {
        case .concluded(_, .inDoubt(_, let doubt)): doubt.phrase
        case .concluded(_, .refused(let refusal)) where !refusal.message.trimmed.isEmpty || !refusal.pausesSystem:
            Reason.refused(status: refusal.status, message: refusal.message.trimmed).phrase
        case .concluded(_, .notSent(let unsent)): unsent.phrase
        case .concluded(_, .throttledAndStopped): Reason.throttledAndStopped.phrase
        case .concluded(_, .conflict(_, let holder, _)), .resolved(_, .conflict(_, let holder)):
            "its id belongs to \(holder.named)"
        case .resolved(_, .stillInDoubt(let link, _, _)): link.detail
        case .otherwise(_, let differences), .concluded(_, .synchronizedOtherwise(_, let differences)):
            differences.map(\.sentence).joined(separator: " ")
        case .differs(let differences): "changed since the plan: \(differences.map(\.phrase).joined(separator: ", "))"
        case .concluded, .resolved, .untried: nil
        }
    }
}
