import Accounts
import FoundationEssentials

extension Synchronizer {
    /// The same run with that for which its processes may be waiting: the next turn, or a vendor that cannot be reached.
    package func withNextTurn(_ run: StoredRun) async throws(StoreFailure) -> StoredRun {
        guard run.standing == .underWay else { return try await withHolds([run]).first ?? run }
        var waiting = run
        waiting.nextTurn = try await nextTurn(on: run.system, beyond: Pacer.longWait)
        return waiting
    }

    /// The same runs, with a vendor's hold where nobody has anything of one.
    ///
    /// Whoever works on it then gives everything back, so that it cannot be told from one that nobody works on; nor would
    /// anybody who joined it begin anything.
    package func withHolds(_ runs: [StoredRun]) async throws(StoreFailure) -> [StoredRun] {
        let now = dependencies.timekeeper.now()
        var (told, holds) = (runs, [SystemName: Duration]())
        for place in runs.indices where runs[place].standing == .left || runs[place].standing == .waiting {
            let system = runs[place].system
            let hold: Duration
            if let known = holds[system] {
                hold = known
            } else {
                hold = try await dependencies.runs.hold(on: system, at: now)
            }
            holds[system] = hold
            if hold > .zero { told[place].heldUntil = (now + hold).wall }
        }
        return told
    }

    /// When the next turn at a system comes that nobody has reserved; nil if that is no further off than `least`.
    func nextTurn(on system: SystemName, beyond least: Duration) async throws(StoreFailure) -> Date? {
        let now = dependencies.timekeeper.now()
        let wait = try await dependencies.runs.nextTurn(on: system, at: now)
        return wait > least ? (now + wait).wall : nil
    }
}
