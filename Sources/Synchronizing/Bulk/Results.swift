import Accounts

extension Conclusion {
    /// What a run makes of it.
    var result: Run.Result {
        switch self {
        case .created, .adopted, .alreadySynchronized: .synchronized
        case .atVendor: .atVendor
        case .refused: .refused
        case .notSent, .throttled, .unanswered, .paused, .disabled, .unusable: .notSent
        case .inDoubt: .inDoubt
        case .conflict: .conflict
        case .blocked, .changed: .blocked
        case .claimed(let link): link.result
        case .storeFailed: .storeFailed
        case .unrecorded: .unrecorded
        }
    }

    /// What ends or holds the whole run, since it would meet every other account too.
    func haltsRun(at index: Int) -> Run.Event? {
        switch self {
        case .unanswered(.unreachable(.circuitOpen(let wait))), .notSent(.circuitOpen(let wait)):
            .unreachable(index, wait)
        case .refused(let refusal) where refusal.pausesSystem:
            .quarantined(index, reason: "the vendor answered \(refusal.status)")
        case .paused(let reason): .quarantined(index, reason: reason)
        default: nil
        }
    }
}

extension Link {
    /// What a run makes of a claim that somebody holds.
    fileprivate var result: Run.Result {
        switch state {
        case .synchronized: .synchronized
        case .conflict: .conflict
        case .inDoubt, .sending, .waiting: .inDoubt
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent, .abandoned: .blocked
        }
    }
}

extension Resolved {
    /// What a run makes of it.
    var result: Run.Result {
        switch self {
        case .adopted: .synchronized
        case .conflict: .conflict
        case .stillInDoubt: .inDoubt
        case .moved(let link): link?.result ?? .blocked
        }
    }
}
