package import Accounts
package import FoundationEssentials

/// The number of a bulk run in its book, from 1.
package struct RunID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static func < (one: RunID, other: RunID) -> Bool { one.rawValue < other.rawValue }
}

/// A bulk run that is about to begin.
package struct NewRun: Hashable, Sendable {
    package var system: SystemName
    /// The plan's hash.
    package var hash: String
    /// The plan's text, as `plan --json` prints it.
    package var plan: String
    /// The accounts of the plan, in its order.
    package var accounts: [AccountID]
    /// What is known about items from the beginning: accounts that are synchronized already, blocked, or not to be tried again.
    package var records: [Int: RunRecord]
    package var limits: RunLimits
    package var by: String
    /// Whether it waits for a worker; otherwise the process that begins it works on it.
    package var isDetached: Bool
    /// The run of which this one tries the failed accounts again.
    package var retryOf: RunID?

    package init(
        system: SystemName,
        hash: String,
        plan: String,
        accounts: [AccountID],
        records: [Int: RunRecord] = [:],
        limits: RunLimits,
        by: String,
        isDetached: Bool = false,
        retryOf: RunID? = nil
    ) {
        self.system = system
        self.hash = hash
        self.plan = plan
        self.accounts = accounts
        self.records = records
        self.limits = limits
        self.by = by
        self.isDetached = isDetached
        self.retryOf = retryOf
    }
}

/// A bulk run as the book keeps it.
package struct StoredRun: Hashable, Sendable, Identifiable {
    package let id: RunID
    package let system: SystemName
    package let hash: String
    package let size: Int
    package let limits: RunLimits
    package let by: String
    package let begun: Date
    package let isDetached: Bool
    package let retryOf: RunID?
    /// Whose word it needs besides its author's; nil if it needs none.
    package var approval: RunApproval?
    /// Who asked it to stop, and when; nil if nobody did.
    package var stop: Stop?
    package var ending: BulkRun.Ending?
    package var ended: Date?
    /// How many items have ended with each result.
    package var counts: [BulkRun.Result: Int]
    /// How many items somebody has taken.
    package var underWay: Int
    /// How many processes that live have items of it.
    package var workers: Int
    /// When the next turn at its system comes that nobody has reserved, if that was asked for and is not soon.
    package var nextTurn: Date?
    /// Until when nothing may be begun at its system, which cannot be reached, if that was asked for.
    package var heldUntil: Date?

    package struct Stop: Hashable, Sendable, Codable {
        package var by: String
        package var at: Date

        package init(by: String, at: Date) { (self.by, self.at) = (by, at) }
    }

    package init(
        id: RunID,
        system: SystemName,
        hash: String,
        size: Int,
        limits: RunLimits,
        by: String,
        begun: Date,
        isDetached: Bool,
        retryOf: RunID?,
        approval: RunApproval? = nil,
        stop: Stop? = nil,
        ending: BulkRun.Ending? = nil,
        ended: Date? = nil,
        counts: [BulkRun.Result: Int] = [:],
        underWay: Int = 0,
        workers: Int = 0
    ) {
        self.id = id
        self.system = system
        self.hash = hash
        self.size = size
        self.limits = limits
        self.by = by
        self.begun = begun
        self.isDetached = isDetached
        self.retryOf = retryOf
        self.approval = approval
        self.stop = stop
        self.ending = ending
        self.ended = ended
        self.counts = counts
        self.underWay = underWay
        self.workers = workers
    }

    /// How it ended for everybody: one that was asked to stop, and of which nobody has anything, begins nothing any more,
    /// whether or not that is written down.
    package var outcome: BulkRun.Ending? { ending ?? (stop != nil && workers == 0 ? .stopped : nil) }

    package var isOver: Bool { outcome != nil }
}

/// What came of an item of a run: a record, not a state.
package struct RunRecord: Hashable, Sendable {
    package var result: BulkRun.Result
    package var reason: Reason?
    package var externalID: ExternalID?
    package var at: Date
    /// In whose name.
    package var by: String
    /// Whether it counts for what ends a run: it was to be sent, not only asked about, and was not known before.
    package var counts: Bool

    package init(
        _ result: BulkRun.Result,
        reason: Reason? = nil,
        externalID: ExternalID? = nil,
        at: Date,
        by: String,
        counts: Bool = false
    ) {
        self.result = result
        self.reason = reason
        self.externalID = externalID
        self.at = at
        self.by = by
        self.counts = counts
    }
}

/// An item of a run.
package struct RunItem: Hashable, Sendable {
    package var place: Int
    package var account: AccountID
    package var standing: Standing

    package enum Standing: Hashable, Sendable {
        /// Nobody has taken it.
        case free
        /// A process has it: this one, or another.
        case taken(isOurs: Bool)
        case ended(RunRecord)
    }

    package init(place: Int, account: AccountID, standing: Standing) {
        self.place = place
        self.account = account
        self.standing = standing
    }
}

/// What has changed in a run.
package struct RunChanges: Hashable, Sendable {
    package var run: StoredRun
    package var items: [RunItem]
    /// Asks for what changes after this.
    package var version: Int
    /// The places of all taken items that are being sent, if that was asked for; the others wait.
    package var sent: Set<Int>?

    package init(run: StoredRun, items: [RunItem], version: Int) {
        self.run = run
        self.items = items
        self.version = version
    }
}
