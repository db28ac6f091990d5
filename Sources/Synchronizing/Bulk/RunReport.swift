public import Accounts

/// What a run tells while it goes.
public enum RunReport: Sendable {
    /// It begins; where each item of the plan stands.
    case started([Run.Standing])
    /// An item is being asked about, or sent.
    case began(Int)
    /// How far an item is.
    case progressed(Int, Progress)
    /// An item is over; how, and the conclusion if anything was tried.
    case ended(Int, Run.Result, Ended)
    /// The vendor cannot be reached: nothing begins for so long.
    case holding(Duration)
    /// It goes on.
    case resumed
    /// It is over.
    case finished(Run.Ending)

    /// What came of an item, with what is needed to tell it.
    public enum Ended: Sendable {
        /// It was sent, or tried.
        case concluded(SyncForm, Conclusion)
        /// Exists was asked about it.
        case resolved(OpenCase, Resolved)
        /// It is synchronized, with other values than the plan asks for.
        case otherwise(Link, [ValueDifference])
        /// It was not sent, since these things are different from the plan.
        case differs([String])
        /// It was not tried: its parent failed.
        case untried
    }
}

/// Ends a run early: what is under way is finished, nothing new begins.
public final class RunStop: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// Makes a switch that is not pressed.
    public init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Asks the run to end; more than once is the same as once.
    public func press() {
        continuation.yield()
        continuation.finish()
    }

    /// Waits until it is pressed.
    func pressed() async {
        for await _ in stream { return }
    }
}
