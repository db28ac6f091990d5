import Synchronizing

extension Workspace {
    /// Writes, and waits for its turn longer than a single write does, since another process may import for that long; nil where it was
    /// stopped meanwhile.
    static func inTurn<Value>(
        unless isStopped: () -> Bool = { false },
        _ write: () async throws(StoreFailure) -> Value?
    ) async throws(StoreFailure) -> Value? {
        var waits = 0
        while true {
            do throws(StoreFailure) {
                return try await write()
            } catch {
                guard case .locked = error, waits < mostWaits else { throw error }
                guard !isStopped() else { return nil }
                waits += 1
            }
        }
    }

    /// So many more times than once it waits for its turn, each as long as any write: half a minute in all.
    private static let mostWaits = 5
}
