package import Accounts

/// The world in which sending happens; all of it is passed in, so that a test can take its place.
package struct Dependencies: Sendable {
    package var journal: any Journal
    package var cases: any CaseStore
    package var situations: any SituationReader
    package var registry: any SystemRegistry
    package var directory: any AccountDirectory
    package var runs: any RunStore
    package var serviceManagers: any ServiceManagers
    package var timekeeper: any Timekeeper
    /// Makes the id of an attempt, which must be globally unique.
    package var makeAttemptID: @Sendable () -> AttemptID
    /// A random number from 0 up to, but not including, 1, for the jitter of waits.
    package var random: @Sendable () -> Double
    package var limits: SendingLimits
    /// The operator in whose name things are written down.
    package var by: String
    /// Whether nothing may be sent, as the operator wished.
    package var isReadOnly = false
    /// Throws unless the book is at its home; nil if it has none.
    ///
    /// The intent's transaction looks again.
    package var requireHome: (@Sendable () async throws(StoreFailure) -> Void)?
    /// The sender's own journal; nil where there is no place for one.
    package var sends: (any SendersJournal)?
    /// Reads accounts again right before they are sent; nil if they come from nowhere that could be read.
    package var readAgain: AccountReader?
    /// Yields whenever it is worth looking at what other processes did to a run; by default no other process is
    /// expected.
    package var looks: @Sendable () -> AsyncStream<Void> = { AsyncStream { _ in } }

    package init(
        journal: any Journal,
        cases: any CaseStore,
        situations: any SituationReader,
        registry: any SystemRegistry,
        directory: any AccountDirectory,
        runs: any RunStore,
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
        self.runs = runs
        self.serviceManagers = serviceManagers
        self.timekeeper = timekeeper
        self.makeAttemptID = makeAttemptID
        self.random = random
        self.limits = limits
        self.by = by
    }
}
