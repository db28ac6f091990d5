package import Accounts

/// The world that sending happens in; all of it comes from outside, so that a test can be the world.
package struct Dependencies: Sendable {
    package var journal: any Journal
    package var cases: any CaseStore
    package var situations: any SituationReader
    /// The registered systems.
    package var registry: any SystemRegistry
    package var directory: any AccountDirectory
    /// The way to the vendors.
    package var serviceManagers: any ServiceManagers
    /// The clocks.
    package var timekeeper: any Timekeeper
    /// Makes the id of an attempt; each one only once in the world.
    package var makeAttemptID: @Sendable () -> AttemptID
    /// A random number from 0 up to 1, for the jitter of waits.
    package var random: @Sendable () -> Double
    /// The numbers to go by.
    package var limits: SendingLimits
    /// Who does it.
    package var by: String

    package init(
        journal: any Journal,
        cases: any CaseStore,
        situations: any SituationReader,
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
        self.cases = cases
        self.situations = situations
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
