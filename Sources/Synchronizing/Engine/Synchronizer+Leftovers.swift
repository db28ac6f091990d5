import Accounts

/// Outcomes that could not be written down when they happened (docs/reliability.md, rule 6).
extension Synchronizer {
    /// How long a program that is about to end keeps trying to write them down.
    package static let patience = Duration.seconds(5)

    package var outcomesLeft: Int { unrecorded.count }

    /// Tries every second to commit the leftover outcomes until the limit; returns how many are left.
    package func settleLeftovers(within limit: Duration) async -> Int {
        let end = dependencies.timekeeper.now().uptime + limit
        var left = await recordLeftovers()
        while left > 0, dependencies.timekeeper.now().uptime < end {
            // Cancelled: the caller has gone, and what is left stays in doubt on the disk.
            guard (try? await dependencies.timekeeper.sleep(for: .seconds(1))) != nil else { break }
            left = await recordLeftovers()
        }
        return left
    }

    /// Tries once more to commit the leftover outcomes; returns how many are left.
    package func recordLeftovers() async -> Int {
        for (attempt, outcome) in unrecorded {
            // If this fails, the next call tries again.
            if await isRecorded(outcome, of: attempt) { unrecorded[attempt] = nil }
        }
        for id in unwritten.keys { _ = await end([:], of: id) }
        return unrecorded.count
    }

    /// Tries to commit an outcome.
    func isRecorded(_ outcome: Outcome, of attempt: AttemptID) async -> Bool {
        (try? await dependencies.journal.commit(outcome, of: attempt, at: dependencies.timekeeper.now())) != nil
    }
}
