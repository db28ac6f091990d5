import Accounts
package import FoundationEssentials
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
        sent = changes.sent
        take(changes.items.records.filter { standings[$0.key] != .ended($0.value.result) })
        take(changes.run)
    }

    /// Forgets a hold of the vendor that is over.
    package mutating func endHold(at now: Date) { run?.endHold(at: now) }

    package mutating func take(_ run: StoredRun) {
        self.run = run
        if !isOurs, let given = run.approval?.given, given.at > begun { (begun, since) = (given.at, given.at) }
        isStopping = run.stop != nil
        guard let ending = run.outcome else { return }
        (self.ending, ended) = (ending, run.ended ?? begun)
        for index in standings.indices where standings[index] == .underWay { standings[index] = .waiting }
    }
}
