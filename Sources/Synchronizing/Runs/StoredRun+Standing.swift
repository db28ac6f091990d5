package import Accounts
package import FoundationEssentials

extension StoredRun {
    /// Where a run stands, as everybody sees it.
    package enum Standing: Hashable, Sendable {
        case ended(BulkRun.Ending)
        case stopping
        case underWay
        /// Somebody who is not its author must approve it.
        case unapproved
        /// Nobody approved it in time.
        case lapsed
        /// Nobody has anything of it, since nothing may be begun while the vendor cannot be reached.
        case holding
        /// It was begun for a worker, and none has anything of it.
        case waiting
        /// It was begun by a process that has nothing of it, or died.
        case left
    }

    package var standing: Standing {
        if let outcome { return .ended(outcome) }
        if stop != nil { return .stopping }
        if awaitsApproval { return approval?.isLapsed == true ? .lapsed : .unapproved }
        if workers > 0 { return .underWay }
        if heldUntil != nil { return .holding }
        return isDetached ? .waiting : .left
    }

    /// Forgets a hold that is over: nothing is written when it ends.
    package mutating func endHold(at now: Date) { if let heldUntil, heldUntil <= now { self.heldUntil = nil } }

    /// How many accounts have ended; those that were left out never do.
    package var doneCount: Int { counts.filter { $0.key != .leftOut }.values.reduce(0, +) }

    package var problemCount: Int { doneCount - (counts[.synchronized] ?? 0) }

    /// Whether somebody is needed for it to go on; one that nobody approved in time does not go on at all.
    package var needsSomebody: Bool { standing == .unapproved || standing == .left }
}

extension RunItem {
    /// Whether an account that a process has taken, and whose state is this one, has not been sent there yet.
    ///
    /// What is tried again keeps the state of its last try until its request goes out; what is in doubt is only asked about.
    package static func isStillToBeSent(_ state: SyncState) -> Bool {
        switch state {
        case .notSynchronized, .waiting, .refused, .notSent, .blocked, .atVendor, .inDoubt: true
        case .sending, .synchronized, .conflict, .abandoned: false
        }
    }
}
