import Accounts

extension Conclusion {
    var result: BulkRun.Result {
        switch self {
        case .created, .adopted, .alreadySynchronized: .synchronized
        case .atVendor: .atVendor
        case .refused: .refused
        case .notSent, .throttled, .throttledAndStopped, .unanswered, .paused, .disabled, .unusable: .notSent
        case .inDoubt: .inDoubt
        case .conflict: .conflict
        case .blocked, .changed, .synchronizedOtherwise: .blocked
        case .claimed(let link, _): link.result
        case .storeFailed, .held: .storeFailed
        case .unrecorded: .unrecorded
        }
    }

    /// The event by which this ends or holds the whole run, because every other account would meet it too.
    ///
    /// There is also one if the run has ended already; otherwise nil.
    func haltsRun(at index: Int) -> BulkRun.Event? {
        switch self {
        case .unanswered(.unreachable(.circuitOpen(let wait))), .notSent(.circuitOpen(let wait)):
            .unreachable(index, wait)
        case .refused(let refusal) where refusal.pausesSystem:
            .quarantined(index, .refused(status: refusal.status))
        case .paused(let reason): .quarantined(index, .paused(reason))
        case .unanswered(.unreachable(.cancelled)): .unbegun(index)
        default: nil
        }
    }

    /// The link, if somebody else synchronized the account.
    var synchronizedByOthers: Link? {
        switch self {
        case .alreadySynchronized(let link): link
        case .claimed(let link, _) where link.state == .synchronized: link
        default: nil
        }
    }
}

extension Link {
    /// The result of a claim that somebody else holds.
    fileprivate var result: BulkRun.Result {
        switch state {
        case .synchronized: .synchronized
        case .conflict: .conflict
        case .inDoubt, .sending, .waiting: .inDoubt
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent, .abandoned: .blocked
        }
    }
}

extension Resolved {
    var result: BulkRun.Result {
        switch self {
        case .adopted: .synchronized
        case .conflict: .conflict
        case .stillInDoubt: .inDoubt
        case .moved(let link): link?.result ?? .blocked
        }
    }

    /// The link, if the account turned out to be synchronized.
    var synchronized: Link? {
        switch self {
        case .adopted(let link): link
        case .moved(let link): link?.state == .synchronized ? link : nil
        case .conflict, .stillInDoubt: nil
        }
    }
}
