package import Accounts

/// Part of a list of drifts, and how many accounts have been compared so far.
package struct DriftPortion: Sendable {
    package var drifts: [Drift]
    package var compared: Int
}

extension DriftReader {
    /// Compares all linked accounts, or those of one system, some at a time; ends early once `take` returns false.
    package func compare(
        by comparison: Comparison,
        on system: SystemName?,
        portion: Int = 500,
        _ take: (DriftPortion) async -> Bool
    ) async throws(StoreFailure) {
        var last: Link.ID?
        var compared = 0
        while true {
            let linked = try await linkedAccounts(after: last, on: system, limit: portion)
            compared += linked.count
            let drifts = linked.flatMap(comparison.drifts)
            guard await take(DriftPortion(drifts: drifts, compared: compared)), linked.count == portion,
                let next = linked.last?.link.id
            else { return }
            last = next
        }
    }
}
