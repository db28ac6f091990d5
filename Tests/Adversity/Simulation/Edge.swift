import Accounts
import Synchronizing

/// The transitions that a link may make, written down a second time, independently of the engine.
enum Edge {
    static func isAllowed(from old: LogEntry?, to new: LogEntry) -> Bool {
        guard (targets[new.event]?[old?.state ?? .notSynchronized] ?? []).contains(new.state) else { return false }
        let generation = old?.generation ?? 1
        let isSecondSend = new.event == .intent && old?.state == .inDoubt
        return new.generation == generation + (isSecondSend ? 1 : 0)
    }

    private static let outcomes: Set<SyncState> = [.synchronized, .conflict, .refused, .notSent, .waiting, .inDoubt]
    private static let adopted: Set<SyncState> = [.synchronized, .conflict]
    private static let free: [SyncState] = [.notSynchronized, .refused, .notSent, .atVendor]

    private static let targets: [LogEntry.Event: [SyncState: Set<SyncState>]] = [
        .intent: Dictionary(uniqueKeysWithValues: (free + [.waiting, .inDoubt]).map { ($0, [.sending]) }),
        .outcome: [.sending: outcomes, .inDoubt: outcomes.subtracting([.waiting]), .waiting: [.notSent, .inDoubt]],
        .takenOver: [.sending: [.inDoubt], .waiting: [.notSent, .inDoubt]],
        .found: Dictionary(uniqueKeysWithValues: free.map { ($0, [.atVendor, .conflict]) }),
        .probe: [.inDoubt: [.inDoubt]],
        .adopted: [.atVendor: adopted, .inDoubt: adopted, .conflict: adopted, .abandoned: adopted],
        .abandoned: [.inDoubt: [.abandoned], .conflict: [.abandoned]],
        .unlinked: [.synchronized: [.notSynchronized, .inDoubt]],
    ]
}
