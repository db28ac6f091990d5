package import Accounts
import FoundationEssentials

extension RunRecord {
    /// The record of an account that was finished.
    init(_ result: BulkRun.Result, _ ended: RunReport.Ended, at: Date, by: String, counts: Bool) {
        self.init(
            result,
            reason: ended.stored,
            externalID: ended.externalID,
            at: at,
            by: by,
            counts: counts
        )
    }
}

extension RunReport.Ended {
    package var externalID: ExternalID? {
        switch self {
        case .concluded(_, .unrecorded(_, .created(let id), _, _)): id
        case .concluded(_, let conclusion): conclusion.link?.externalID
        case .resolved(_, .adopted(let link)), .otherwise(let link, _): link.externalID
        case .resolved, .differs, .untried: nil
        }
    }

    /// Why, as far as it can be kept.
    fileprivate var stored: Reason? {
        switch self {
        case .concluded(_, .refused(let refusal)): .refused(status: refusal.status, message: refusal.message)
        case .concluded(_, .notSent(let unsent)): .notSent(unsent)
        case .concluded(_, .throttled): .throttled
        case .concluded(_, .throttledAndStopped): .throttledAndStopped
        case .concluded(_, .inDoubt(_, let doubt)): .inDoubt(doubt)
        case .concluded(_, .unanswered(let verdict)): verdict.reason
        case .concluded(_, .paused(let reason)): reason
        case .concluded(_, let conclusion): conclusion.link?.reason
        case .resolved(_, let resolved): resolved.link?.reason
        case .otherwise, .differs, .untried: nil
        }
    }
}
