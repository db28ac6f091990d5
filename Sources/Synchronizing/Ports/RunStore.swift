package import Accounts

/// The port to the bulk runs of a book: who began them, with which plan and limits, who works on them, and what came of each account.
///
/// A run's items are the accounts of its plan, by their places in it. The store keeps the order and who has taken what; where an
/// account stands is its link's state, and whether it may be sent is decided by the intent alone. Writes are as durable and as
/// strictly ordered as the journal's. A process's items belong to the same owner as its links: when it dies, `Journal.takeOver` frees
/// them in the same transaction, and ends those whose accounts became in doubt.
package protocol RunStore: Sendable {
    /// Begins a run; returns its number.
    func begin(_ run: NewRun, at moment: Moment) async throws(StoreFailure) -> RunID

    /// The runs, newest first.
    func runs(limit: Int) async throws(StoreFailure) -> [StoredRun]

    /// The runs that are not over, oldest first.
    func openRuns() async throws(StoreFailure) -> [StoredRun]

    /// A run as it is now; nil if there is none of that number.
    func run(_ id: RunID) async throws(StoreFailure) -> StoredRun?

    /// The text of a run's plan, as it was when the run began; nil if there is no such run.
    func plan(of id: RunID) async throws(StoreFailure) -> String?

    /// The run and the items that have changed since `version`, which is 0 for all of them; nil if there is no such run.
    ///
    /// No change is ever missed: versions become visible in their order.
    func changes(of id: RunID, after version: Int) async throws(StoreFailure) -> RunChanges?

    /// The places of the items that somebody has taken, and whose accounts are being sent, or have been.
    func placesSent(of id: RunID) async throws(StoreFailure) -> Set<Int>

    /// Takes items for this process, in the given order: at most as many as there is room for at the system over all processes.
    func take(
        _ places: [Int],
        of id: RunID,
        within limits: RunLimits,
        at moment: Moment
    ) async throws(StoreFailure) -> TakeVerdict

    /// Gives back an item of this process that was not sent; nothing changes if it is not this process's.
    func giveBack(_ place: Int, of id: RunID) async throws(StoreFailure)

    /// Writes down what came of items: this process's own, or ones that nobody has taken (skipped with their parent, or
    /// blocked).
    ///
    /// An item that has ended keeps its first record; so writing the same again changes nothing.
    func end(_ records: [Int: RunRecord], of id: RunID) async throws(StoreFailure)

    /// Asks all who work on a run to begin nothing more; asking again changes nothing.
    func stop(_ id: RunID, by: String, at moment: Moment) async throws(StoreFailure)

    /// Ends a run, unless it has ended or somebody still has items of it; returns it as it is then.
    func finish(_ id: RunID, _ ending: BulkRun.Ending, at moment: Moment) async throws(StoreFailure) -> StoredRun?

    // MARK: A vendor's limits, over all processes

    /// Reserves the next turn to begin a request to a system, turns being `interval` apart; returns how long to wait for it.
    ///
    /// Nil if the wait would be longer than `longest`; nothing is reserved then.
    func reserveTurn(
        on system: SystemName,
        every interval: Duration,
        longest: Duration,
        at moment: Moment
    ) async throws(StoreFailure) -> Duration?

    /// Gives a request to a system the next moment to begin, an interval after that of the one before; returns how long to wait.
    ///
    /// A turn comes at its time, and what has it may be held up; so this is asked right before the first byte.
    func begins(
        on system: SystemName,
        every interval: Duration,
        at moment: Moment
    ) async throws(StoreFailure) -> Duration

    /// Lets no turn begin for some time, as the vendor asked.
    func holdOff(_ system: SystemName, for time: Duration, at moment: Moment) async throws(StoreFailure)

    /// Lets nothing be taken for some time, since the vendor cannot be reached; afterwards one process gets one item, as a trial.
    func hold(_ system: SystemName, for time: Duration, at moment: Moment) async throws(StoreFailure)

    /// How long nothing may be taken, since the vendor cannot be reached; nothing while it may.
    func hold(on system: SystemName, at moment: Moment) async throws(StoreFailure) -> Duration

    /// The vendor was reached again: everybody may take.
    func release(_ system: SystemName) async throws(StoreFailure)
}

extension RunStore {
    /// Where all processes are on one machine, what holds a request up is short, and each process counts for itself.
    package func begins(
        on system: SystemName,
        every interval: Duration,
        at moment: Moment
    ) async throws(StoreFailure) -> Duration { .zero }

    /// How long it is until the next turn at a system that nobody has reserved.
    package func nextTurn(on system: SystemName, at moment: Moment) async throws(StoreFailure) -> Duration {
        // Turns with no time between them are only looked at.
        try await reserveTurn(on: system, every: .zero, longest: .seconds(Int64.max), at: moment) ?? .zero
    }
}

/// What became of the wish to take items.
package enum TakeVerdict: Hashable, Sendable {
    /// These places belong to this process now; none if others have them, or if there is no room.
    case taken([Int])
    /// The vendor cannot be reached: nothing is taken for this long.
    case holding(Duration)
    /// The run is over, or is to be stopped: nothing more begins.
    case over(StoredRun)
}
