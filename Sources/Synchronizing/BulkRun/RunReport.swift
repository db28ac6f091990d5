package import Accounts

/// What a run tells while it goes.
package enum RunReport: Sendable {
    /// It begins; where each item of the plan stands.
    case started([BulkRun.Standing])
    /// An item is being asked about, or sent.
    case began(Int)
    /// How far an item is.
    case progressed(Int, Submission.Stage)
    /// An item is over; how, and the conclusion if anything was tried.
    case ended(Int, BulkRun.Result, Ended)
    /// The vendor cannot be reached: nothing begins for so long.
    case holding(Duration)
    /// It goes on.
    case resumed
    /// It is over.
    case finished(BulkRun.Ending)

    /// What came of an item, with what is needed to tell it.
    package enum Ended: Sendable {
        /// It was sent, or tried.
        case concluded(SyncForm, Conclusion)
        /// Exists was asked about it.
        case resolved(OpenCase, Resolved)
        /// It is synchronized, with other values than the plan asks for.
        case otherwise(Link, [ValueDifference])
        /// It was not sent, since these things are different from the plan.
        case differs([PlanDifference])
        /// It was not tried: its parent failed.
        case untried
    }
}
