import Accounts
import FoundationEssentials
package import Synchronizing

/// A run that others execute, or that was executed before: told from its plan and its records.
extension RunStory {
    package init(_ plan: Plan, _ changes: RunChanges) {
        self.init(plan, at: changes.run.begun)
        take(changes)
        before = changes.items.count { item in
            guard case .ended(let record) = item.standing else { return false }
            return BulkRun.Standing.ended(record.result).isWorkedThrough && record.at < changes.run.begun
        }
    }

    /// Takes in what has changed in the book.
    package mutating func take(_ changes: RunChanges) {
        for item in changes.items where standings.indices.contains(item.place) {
            switch item.standing {
            case .free: standings[item.place] = .waiting
            case .taken: standings[item.place] = .underWay
            case .ended: break
            }
        }
        take(changes.items.records.filter { standings[$0.key] != .ended($0.value.result) })
        take(changes.run)
    }

    package mutating func take(_ run: StoredRun) {
        self.run = run
        isStopping = run.stop != nil
        guard let ending = run.outcome else { return }
        (self.ending, ended) = (ending, run.ended ?? run.begun)
        for index in standings.indices where standings[index] == .underWay { standings[index] = .waiting }
    }
}

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
}
