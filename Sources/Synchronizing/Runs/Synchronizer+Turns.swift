import FoundationEssentials

extension Synchronizer {
    /// The same run with the next turn for which its processes may be waiting, if it is under way.
    package func withNextTurn(_ run: StoredRun) async throws(StoreFailure) -> StoredRun {
        guard run.standing == .underWay else { return run }
        let now = dependencies.timekeeper.now()
        let wait = try await dependencies.runs.nextTurn(on: run.system, at: now)
        guard wait > Pacer.longWait else { return run }
        var waiting = run
        waiting.nextTurn = (now + wait).wall
        return waiting
    }
}
