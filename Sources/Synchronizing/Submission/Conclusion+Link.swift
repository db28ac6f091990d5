package import Accounts

extension Conclusion {
    /// The conclusion of an adoption.
    package init(_ verdict: OutcomeVerdict) {
        self =
            switch verdict {
            case .recorded(let link): .adopted(link)
            case .conflict(let link, let holder): .conflict(link, holder: holder)
            case .stale(let link): link.map { .claimed($0) } ?? .changed([.link])
            }
    }

    /// The link as it is now, if the conclusion knows it.
    package var link: Link? {
        switch self {
        case .created(let link, _, _, _), .adopted(let link), .alreadySynchronized(let link), .atVendor(let link),
            .inDoubt(let link, _), .conflict(let link, _, _), .claimed(let link, _),
            .synchronizedOtherwise(let link, _):
            link
        case .refused, .notSent, .throttled, .throttledAndStopped, .blocked, .changed, .unanswered, .paused, .disabled,
            .unusable, .storeFailed, .held, .unrecorded:
            nil
        }
    }

    /// The password that the vendor made up, whatever became of the account here.
    package var password: Secret? {
        switch self {
        case .created(_, _, let password, _), .conflict(_, _, let password), .claimed(_, let password),
            .unrecorded(_, _, _, let password):
            password
        default: nil
        }
    }

    /// The Provisioning Sync Status afterwards; `before` is the link as it was.
    package func state(before: Link?) -> SyncState {
        if let link { return link.state }
        return switch self {
        case .refused(let refusal) where !refusal.isBeforeSending: .refused
        case .notSent, .throttled, .throttledAndStopped: .notSent
        case .blocked: .blocked
        case .unrecorded: .sending
        default: before?.state ?? .notSynchronized
        }
    }
}
