/// Outcomes that could not be written down when they happened (reliability.md, rule 6).
extension Synchronizer {
    /// How long a program that is about to end tries to write them down.
    package static let patience = Duration.seconds(5)

    /// How many outcomes could not be committed yet.
    package var outcomesLeft: Int { unrecorded.count }

    /// Tries each second to commit what could not be committed, as long as there is time; returns how many are left.
    package func settleLeftovers(within limit: Duration) async -> Int {
        let end = dependencies.timekeeper.now().uptime + limit
        var left = await recordLeftovers()
        while left > 0, dependencies.timekeeper.now().uptime < end {
            // Cancelled: whoever waited is gone, and what is left stays in doubt on the disk.
            guard (try? await dependencies.timekeeper.sleep(for: .seconds(1))) != nil else { break }
            left = await recordLeftovers()
        }
        return left
    }

    /// Tries once more to commit the outcomes that could not be committed; returns how many are left.
    package func recordLeftovers() async -> Int {
        for (attempt, outcome) in unrecorded {
            let moment = dependencies.timekeeper.now()
            // The next call tries again.
            if (try? await dependencies.journal.commit(outcome, of: attempt, at: moment)) != nil {
                unrecorded[attempt] = nil
            }
        }
        return unrecorded.count
    }
}
