package import AccountFiles
package import Accounts
package import FoundationEssentials
package import Pulling
package import Synchronizing

/// What a pull is asked to do.
package struct PullWish: Hashable, Sendable {
    /// Whether every account is read, not only what changed.
    package var all = false
    /// Whether nothing is written.
    package var isDryRun = false
    /// Whether a pull that is held is let through.
    package var letsThrough = false

    package init(all: Bool = false, isDryRun: Bool = false, letsThrough: Bool = false) {
        (self.all, self.isDryRun, self.letsThrough) = (all, isDryRun, letsThrough)
    }
}

/// Why a pull did not end, or the BSS could not be asked for something else.
package enum PullFailure: Error, Sendable {
    case notConnected
    /// Another process is reading the BSS.
    case underWay
    /// No pull waits to be let through.
    case nothingHeld
    case bss(BSSProblem, BSSConnection)
    case store(StoreFailure)
    /// Somebody asked it to end; what was read so far is kept.
    case stopped
}

/// What a pull did.
package struct Pulled: Sendable {
    package var connection: BSSConnection
    package var plan: ImportPlan
    /// How many accounts were read.
    package var rows: Int
    /// Whether all accounts were asked for, and not only what changed.
    package var wasForAll: Bool
    /// Whether none was missed.
    package var isComplete: Bool
    /// The moment as of which the accounts are as in the BSS.
    package var asOf: Date
    /// What came of asking for orders, where the connection wants that.
    package var verified: Verified?
}

extension Pulled {
    /// Whether any account is another one now.
    package var isChange: Bool { plan.addedCount + plan.updated.count + plan.vanished + plan.gone > 0 }

    /// The same with what changed since: of that, only new accounts were not read already.
    func followed(by changes: Pulled) -> Pulled {
        var both = self
        both.plan = plan.followed(by: changes.plan)
        (both.rows, both.asOf) = (rows + changes.plan.addedCount, changes.asOf)
        return both
    }
}

/// Whoever follows a pull.
package struct PullWatch: Sendable {
    package var isStopped: @Sendable () -> Bool = { false }
    package var reading: @Sendable (PullProgress) -> Void = { _ in }
    package var waiting: @Sendable (Duration) -> Void = { _ in }
    package var importing: @Sendable (ImportProgress) -> Void = { _ in }

    package init() {}
}
