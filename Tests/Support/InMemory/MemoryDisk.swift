import Synchronization
package import Synchronizing

/// What survives processes: the contents of a workspace, shared by all stores opened on it.
package final class MemoryDisk: Sendable {
    private let held: Mutex<Contents>

    package init(_ contents: Contents = Contents()) { held = Mutex(contents) }

    package var contents: Contents { held.withLock { $0 } }

    /// Changes it behind the stores' backs, for faults that no store would make.
    package func tamper<Value: Sendable>(_ body: (inout Contents) -> Value) -> Value { held.withLock { body(&$0) } }

    func transaction<Value: Sendable>(
        _ body: (inout Contents) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        try held.withLock { contents throws(StoreFailure) in try body(&contents) }
    }
}

/// A kind of write, by which a failing disk chooses.
package enum Write: String, Sendable, CaseIterable {
    case intent
    case outcome
    /// What the exists call found.
    case finding
    case takeOver = "take-over"
    /// What the exists call said about an account in doubt.
    case probe
    /// The operator's adoption, abandonment or undoing.
    case decision
    case registry
    case accounts
    /// A bulk run, or what becomes of its items.
    case run
    /// A turn at a vendor, or its limits.
    case turn
}

/// What becomes of a write.
package enum Fate: Hashable, Sendable {
    case done
    /// It fails, and nothing was written.
    case lost(StoreFailure)
    /// It fails, and yet it was written: the reply of the commit was lost.
    case doneUnknown(StoreFailure)
}
