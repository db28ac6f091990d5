import Accounts
package import Synchronizing

extension LogEntry {
    /// What happened, as an operator would say it, with the vendor's words whole.
    package var told: String {
        let id = externalID.shown
        return switch event {
        case .intent: "sending began"
        case .outcome: outcome
        case .takenOver: "nothing more was heard from the program that was sending it: \(state.rawValue)"
        case .found: "asked before sending: already there as \(id)"
        case .probe: "asked: \(detail.isEmpty ? state.rawValue : detail)"
        case .adopted: state == .conflict ? "not linked: \(id) belongs to another account here" : "linked as \(id)"
        case .abandoned: "abandoned"
        case .unlinked: "the link to \(id) was undone"
        }
    }

    private var outcome: String {
        switch state {
        case .synchronized: "answered: created as \(externalID.shown)"
        case .refused: "answered: refused\(because)"
        case .conflict:
            "answered: conflict, since \(externalID?.rawValue ?? "the id") belongs to another account here"
        case .notSent: "not sent\(because)"
        case .waiting: "not sent yet\(because)"
        default: "sent, and no answer that counts\(because)"
        }
    }

    private var because: String {
        if case .refused(let status, _)? = reason { return Reason.shown(status) + (reason?.refusalBehindColon ?? "") }
        guard !detail.trimmed.isEmpty else { return "" }
        return ": \(detail.trimmed)"
    }
}
