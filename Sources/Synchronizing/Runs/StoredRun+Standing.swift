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
        return isDetached ? .waiting : .left
    }

    /// How many accounts have ended; those that were left out never do.
    package var doneCount: Int { counts.filter { $0.key != .leftOut }.values.reduce(0, +) }

    package var problemCount: Int { doneCount - (counts[.synchronized] ?? 0) }

    /// Whether somebody is needed for it to go on; one that nobody approved in time does not go on at all.
    package var needsSomebody: Bool { standing == .unapproved || standing == .left }
}
