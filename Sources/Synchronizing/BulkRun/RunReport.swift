package import Accounts
package import FoundationEssentials

package enum RunReport: Sendable {
    /// The run has this number in the book.
    case entered(RunID)
    /// The run begins; the standings of the plan's items, in order.
    case started([BulkRun.Standing])
    /// The vendor is being asked about an item, or the item is being sent.
    case began(Int)
    /// An item has reached a stage.
    case progressed(Int, Submission.Stage)
    /// An item waits for the vendor's next turn, which is this far off; a short wait is not reported.
    ///
    /// `isReserved`: whether that turn is this item's, or only the next one that nobody has reserved.
    case awaitsTurn(Int, Duration, isReserved: Bool = true)
    /// An item is sent as it was at this time, if it is known, since the BSS could not be read.
    case unread(Int, asOf: Date?)
    /// An item is finished: its result, and the details.
    case ended(Int, BulkRun.Result, Ended)
    /// The vendor cannot be reached: nothing begins for this long.
    case holding(Duration)
    case resumed
    /// Another process has taken an item.
    case elsewhere(Int)
    /// An item that another process had taken is free again.
    case freed(Int)
    /// What is written down of items that another process finished, or that had ended when this one joined.
    case recorded([Int: RunRecord])
    case finished(BulkRun.Ending)
    /// This process has left the run, which goes on without it.
    case left

    /// How an item ended, with everything needed to tell it.
    package enum Ended: Sendable {
        /// The item was sent, or a try was made.
        case concluded(SyncForm, Conclusion)
        /// The exists call was made about it.
        case resolved(OpenCase, Resolved)
        /// It is synchronized with values other than the plan's.
        case otherwise(Link, [ValueDifference])
        /// It was not sent because it differs from the plan.
        case differs([PlanDifference])
        /// It was not tried: its parent or the store failed.
        case untried
    }
}
