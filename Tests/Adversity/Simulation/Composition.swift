import InMemory
import Synchronizing

/// How the parts of a run are put together: as shipped, or with a mistake that must be caught.
package struct Composition: Sendable, CustomStringConvertible {
    /// The name of the mistake; empty for none.
    package var name = ""
    package var description: String { name }
    /// Wraps the journal of every process.
    var journal: @Sendable (any Journal, MemoryDisk) -> any Journal = { inner, _ in inner }
    /// Wraps the client of every process.
    var client: @Sendable (any ServiceManager) -> any ServiceManager = { $0 }
    var limits = SendingLimits()

    /// As shipped.
    package static let shipped = Composition()
}
