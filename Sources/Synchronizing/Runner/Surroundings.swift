public import Accounts

/// The world that sending happens in; all of it comes from outside, so that a test can be the world.
public struct Surroundings: Sendable {
    /// The durable memory.
    public var journal: any Journal
    /// The registered systems.
    public var registry: any SystemRegistry
    /// The accounts.
    public var directory: any AccountDirectory
    /// The way to the vendors.
    public var serviceManagers: any ServiceManagers
    /// The clocks.
    public var timekeeper: any Timekeeper
    /// Makes the id of an attempt; each one only once in the world.
    public var makeAttemptID: @Sendable () -> AttemptID
    /// A random number from 0 up to 1, for the jitter of waits.
    public var random: @Sendable () -> Double
    /// The numbers to go by.
    public var limits: SendingLimits
    /// Who does it.
    public var by: String

    /// Makes a world.
    public init(
        journal: any Journal,
        registry: any SystemRegistry,
        directory: any AccountDirectory,
        serviceManagers: any ServiceManagers,
        timekeeper: any Timekeeper,
        makeAttemptID: @escaping @Sendable () -> AttemptID,
        random: @escaping @Sendable () -> Double,
        limits: SendingLimits = SendingLimits(),
        by: String
    ) {
        self.journal = journal
        self.registry = registry
        self.directory = directory
        self.serviceManagers = serviceManagers
        self.timekeeper = timekeeper
        self.makeAttemptID = makeAttemptID
        self.random = random
        self.limits = limits
        self.by = by
    }
}

/// The clocks.
public protocol Timekeeper: Sendable {
    /// The time on both clocks.
    func now() -> Moment

    /// Waits; ends early, with an error, when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// Where a *Save & Synchronize* stands, for the eyes of whoever waits.
public enum Progress: Hashable, Sendable {
    /// The vendor is asked whether the account exists.
    case asking
    /// The intent is being committed.
    case committing
    /// The request is on its way; nobody will send it again.
    case sending(AttemptID, limit: Duration)
    /// The outcome is being committed.
    case recording
    /// It waits before the next try.
    case waiting(Duration)
}
