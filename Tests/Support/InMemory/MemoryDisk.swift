import Synchronization
package import Synchronizing

/// What stays when processes die: a workspace's contents, shared by all the stores that are opened on it.
package final class MemoryDisk: Sendable {
    private let held: Mutex<Contents>

    package init(_ contents: Contents = Contents()) { held = Mutex(contents) }

    /// What is on it now.
    package var contents: Contents { held.withLock { $0 } }

    /// Changes it behind every store's back; for faults that no store would commit.
    package func tamper<Value: Sendable>(_ body: (inout Contents) -> Value) -> Value { held.withLock { body(&$0) } }

    func transaction<Value: Sendable>(
        _ body: (inout Contents) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        try held.withLock { contents throws(StoreFailure) in try body(&contents) }
    }
}

/// A writing call; what a disk that fails chooses by.
package enum Write: String, Sendable, CaseIterable {
    case intent
    case outcome
    /// What exists found.
    case finding
    /// A take-over from dead processes.
    case takeOver = "take-over"
    /// What exists said about an account in doubt.
    case probe
    /// The operator's adopting, giving up or undoing.
    case decision
    /// The registered systems.
    case registry
    case accounts
}

/// What becomes of a writing call.
package enum Fate: Hashable, Sendable {
    case done
    /// It fails, and nothing is on the disk.
    case lost(StoreFailure)
    /// It fails, and yet it is on the disk: the answer of the commit did not come back.
    case doneUnknown(StoreFailure)
}
