import Synchronizing

extension Workspace {
    /// Writes, waiting longer for its turn than a single write does, since another process may be importing for that
    /// long; nil if it was stopped meanwhile.
    static func inTurn<Value>(
        unless isStopped: () -> Bool = { false },
        _ write: () async throws(StoreFailure) -> Value?
    ) async throws(StoreFailure) -> Value? {
        var waits = 0
        while true {
            do throws(StoreFailure) {
                return try await write()
            } catch {
                guard error.isHeld, waits < mostWaits else { throw error }
                guard !isStopped() else { return nil }
                waits += 1
            }
        }
    }

    /// The number of further waits for its turn, each as long as a single write waits: half a minute in all.
    private static let mostWaits = 5
}

extension StoreFailure {
    /// Whether somebody else writes at the moment.
    fileprivate var isHeld: Bool {
        switch self {
        case .locked, .server(_, .held): true
        default: false
        }
    }
}
