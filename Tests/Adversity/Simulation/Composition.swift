import InMemory
package import Invariants
import Synchronizing

/// How the parts of a run are put together; the shipped way, or one with a mistake in it that must be caught.
package struct Composition: Sendable, CustomStringConvertible {
    package var mistake = Mistake.none
    package var description: String { mistake.rawValue }
    /// Stands before the journal of every process.
    var journal: @Sendable (any SendingStore, MemoryDisk) -> any SendingStore = { inner, _ in inner }
    /// Stands before the client of every process.
    var client: @Sendable (any ServiceManager) -> any ServiceManager = { $0 }
    /// How the leases of a team's processes are judged.
    var leases = Judgement.byTheServer
    /// The numbers to go by.
    var limits = SendingLimits()

    enum Judgement: Sendable {
        case byTheServer
        /// Each process compares with a clock of its own.
        case byTheClients
        /// The gate does not ask whether the lease is over.
        case ignored
    }

    /// The shipped way.
    package static let shipped = Composition()
}
